package org.jackfield.muxer.mplex;

import java.time.Duration;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.StreamMuxer;

/** Makes the mplex muxer, {@code mplex} in the config. */
public final class MplexProvider implements MuxerProvider<MplexConfig> {
    private static final int INBOUND = 200;
    /** Well below the 200 streams at which nim-libp2p closes the connection. */
    private static final int OUTBOUND = 128;
    /** As long as go-mplex waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "mplex";
    }

    @Override
    public MplexConfig defaults() {
        return new MplexConfig(INBOUND, OUTBOUND, ByteSize.mebi(4), ByteSize.mebi(32), PATIENCE, ByteSize.kibi(512));
    }

    @Override
    public StreamMuxer create(MplexConfig config, PluginContext context) {
        return new MplexMuxer(config);
    }
}
