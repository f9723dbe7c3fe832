package org.jackfield.muxer.mplex;

import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.ConnectionScope;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.datapath.StreamMuxer;

/** Makes mplex sessions that share nothing but their options. */
final class MplexMuxer implements StreamMuxer {
    private static final Logger LOG = LoggerFactory.getLogger(MplexMuxer.class);
    private static final ProtocolId ID = new ProtocolId("/mplex/6.7.0");

    private final MplexConfig config;

    MplexMuxer(MplexConfig config) {
        this.config = config;
    }

    @Override
    public void start() {
        LOG.warn(
                "mplex has no flow control: a slow reader holds up its connection and is reset after {}; list yamux before it, or leave it out",
                config.patience());
    }

    @Override
    public ProtocolId id() {
        return ID;
    }

    @Override
    public MuxedSession session(Channel channel, Role role, ConnectionScope scope, SessionListener listener) {
        return new MplexSession(config, channel, scope, listener, System::nanoTime);
    }
}
