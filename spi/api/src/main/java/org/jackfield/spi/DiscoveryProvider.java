package org.jackfield.spi;

/** Makes discovery methods, config key {@code stack.discovery}. */
public interface DiscoveryProvider<C extends Record> extends Provider<Discovery, C> {}
