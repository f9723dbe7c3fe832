package org.jackfield.muxer.yamux;

import java.time.Duration;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.StreamMuxer;

/** Makes the yamux muxer, {@code yamux} in the config. */
public final class YamuxProvider implements MuxerProvider<YamuxConfig> {
    private static final int STREAMS = 1024;

    @Override
    public String name() {
        return "yamux";
    }

    @Override
    public YamuxConfig defaults() {
        return new YamuxConfig(STREAMS, ByteSize.mebi(16), ByteSize.mebi(64), ByteSize.kibi(512), Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }

    @Override
    public StreamMuxer create(YamuxConfig config, PluginContext context) {
        return new YamuxMuxer(config);
    }
}
