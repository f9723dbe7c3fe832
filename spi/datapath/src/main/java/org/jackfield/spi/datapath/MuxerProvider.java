package org.jackfield.spi.datapath;

import org.jackfield.spi.Provider;

/** Makes stream muxers, config key {@code stack.muxers}. */
public interface MuxerProvider<C extends Record> extends Provider<StreamMuxer, C> {}
