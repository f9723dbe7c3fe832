package org.jackfield.spi;

/** Makes record validators, config key {@code stack.validators}. */
public interface RecordValidatorProvider<C extends Record> extends Provider<RecordValidator, C> {}
