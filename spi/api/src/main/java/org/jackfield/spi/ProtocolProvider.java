package org.jackfield.spi;

/** Makes application protocols, config key {@code stack.protocols}. */
public interface ProtocolProvider<C extends Record> extends Provider<Protocol, C> {}
