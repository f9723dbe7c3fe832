package org.jackfield.spi.datapath;

import org.jackfield.spi.Provider;

/** Makes security protocols, config key {@code stack.security}. */
public interface SecurityProvider<C extends Record> extends Provider<SecurityProtocol, C> {}
