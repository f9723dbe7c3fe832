package org.jackfield.proto.ping;

import java.io.EOFException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;

/** Sends pings. Source: libp2p, ping. */
public final class PingClient {
    /** What a ping stream is opened with. */
    public static final ProtocolId ID = new ProtocolId("/ipfs/ping/1.0.0");

    /** Bytes of one ping and of its answer. */
    public static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private PingClient() {}

    /**
     * Sends one ping and waits for its answer, within the stream's deadline. May be repeated on one stream; a stream has one ping under
     * way at a time, because a second one would wait behind the first and measure both. The bytes are random, so that no answer can be
     * sent before the question.
     *
     * @return the time from the first byte written to the last byte read
     * @throws EOFException      the peer ended the stream instead, as it may between two pings: no failure, open another stream
     * @throws ProtocolViolation the answer is another one; the stream is reset
     */
    public static Duration once(PeerStream stream) throws IOException {
        byte[] sent = new byte[BYTES];
        RANDOM.nextBytes(sent);
        byte[] answer = new byte[BYTES];
        long start = System.nanoTime();
        stream.out().write(sent);
        stream.out().flush();
        int count = stream.in().readNBytes(answer, 0, BYTES);
        long end = System.nanoTime();
        if (count == 0) {
            throw new EOFException(stream.connection().remotePeer() + " ended the ping stream");
        }
        if (count < BYTES || !Arrays.equals(sent, answer)) {
            stream.reset(ErrorCode.PROTOCOL_VIOLATION);
            throw new ProtocolViolation(
                    "ping: expected the " + BYTES + " bytes sent, got " + (count < BYTES ? count + " bytes" : "others") + " from "
                            + stream.connection().remotePeer());
        }
        return Duration.ofNanos(end - start);
    }
}
