package org.jackfield.muxer.mplex;

import java.time.Duration;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.tck.MuxerContract;

class MplexMuxerTest extends MuxerContract<MplexConfig> {
    MplexMuxerTest() {
        super(new MplexProvider(),
                new MplexConfig(1000, 1100, ByteSize.mebi(4), ByteSize.mebi(32), Duration.ofMillis(300), ByteSize.kibi(512)));
    }

    @Override
    protected int maxInboundStreams() {
        return 1000;
    }

    @Override
    protected boolean hasFlowControl() {
        return false;
    }

    @Override
    protected boolean carriesErrorCodes() {
        return false;
    }

    @Override
    protected int backlog() {
        return 0;
    }
}
