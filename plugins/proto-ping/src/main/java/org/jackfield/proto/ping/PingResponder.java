package org.jackfield.proto.ping;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.peer.PeerId;

/** Answers pings on a bounded number of streams per peer. Thread-safe. */
final class PingResponder {
    private final PingConfig config;
    private final PluginContext context;
    private final ConcurrentMap<PeerId, Integer> open = new ConcurrentHashMap<>();

    PingResponder(PingConfig config, PluginContext context) {
        this.config = config;
        this.context = context;
    }

    void respond(PeerStream stream) throws IOException {
        PeerId peer = stream.connection().remotePeer();
        int streams = open.merge(peer, 1, Integer::sum);
        try {
            if (streams > config.streamsPerPeer()) {
                throw new LimitExceeded("ping: " + peer + " opens a stream beyond the " + config.streamsPerPeer()
                        + " that ping.streams-per-peer allows");
            }
            Echo echo = new Echo(stream, config.idle());
            context.fork("idle ping stream", echo::endWhenIdle);
            echo.run();
        } finally {
            open.computeIfPresent(peer, (_, count) -> count == 1 ? null : count - 1);
        }
    }
}
