package org.jackfield.spi;

/** Makes gaters, config key {@code stack.gaters}. */
public interface GaterProvider<C extends Record> extends Provider<Gater, C> {}
