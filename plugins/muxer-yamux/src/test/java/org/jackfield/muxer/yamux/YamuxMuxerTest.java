package org.jackfield.muxer.yamux;

import org.jackfield.spi.tck.MuxerContract;

class YamuxMuxerTest extends MuxerContract<YamuxConfig> {
    YamuxMuxerTest() {
        super(new YamuxProvider(), new YamuxProvider().defaults());
    }
}
