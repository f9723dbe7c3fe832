package org.jackfield.spi;

/** Makes record stores, config key {@code stack.records}. */
public interface RecordStoreProvider<C extends Record> extends Provider<RecordStore, C> {}
