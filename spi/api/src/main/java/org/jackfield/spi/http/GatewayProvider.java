package org.jackfield.spi.http;

import org.jackfield.spi.Provider;

/** Makes gateways, config key {@code stack.gateways}. */
public interface GatewayProvider<C extends Record> extends Provider<Gateway, C> {}
