package org.jackfield.spi.datapath;

import org.jackfield.spi.Provider;

/** Makes transports, config key {@code stack.transports}. */
public interface TransportProvider<C extends Record> extends Provider<Transport, C> {}
