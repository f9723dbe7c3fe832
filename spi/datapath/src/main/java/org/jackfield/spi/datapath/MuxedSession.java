package org.jackfield.spi.datapath;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import io.netty.channel.ChannelHandler;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;

/** Many streams over one link. Thread-safe unless said otherwise. */
public interface MuxedSession {
    /** Gives the channel handler that speaks the muxer's protocol; always the same one. */
    ChannelHandler handler();

    /** Opens a stream. Blocks while too many of ours wait for the peer's acknowledgement; sends nothing to wait for. */
    MuxedStream open(Deadline deadline) throws IOException;

    /** Counts open streams, both directions. */
    int streams();

    /** Gives the smoothed round trip; empty while it is unknown, and always if the muxer has no pings. */
    default Optional<Duration> roundTrip() {
        return Optional.empty();
    }

    /** Ends the session: tells the peer where the muxer can, closes the channel, fails all streams. Idempotent, does not block. */
    void close(ErrorCode code, String reason);
}
