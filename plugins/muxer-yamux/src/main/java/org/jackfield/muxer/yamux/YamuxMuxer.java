package org.jackfield.muxer.yamux;

import io.netty.channel.Channel;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.ConnectionScope;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.datapath.StreamMuxer;

/** Makes yamux sessions that share nothing but their options. */
final class YamuxMuxer implements StreamMuxer {
    private static final ProtocolId ID = new ProtocolId("/yamux/1.0.0");

    private final YamuxConfig config;

    YamuxMuxer(YamuxConfig config) {
        this.config = config;
    }

    @Override
    public ProtocolId id() {
        return ID;
    }

    @Override
    public MuxedSession session(Channel channel, Role role, ConnectionScope scope, SessionListener listener) {
        return new YamuxSession(config, channel, role, scope, listener, System::nanoTime);
    }
}
