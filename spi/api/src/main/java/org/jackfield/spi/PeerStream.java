package org.jackfield.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One conversation with a peer, blocking. One reader and one writer thread at a time; {@link #reset} and {@link #close} from any thread.
 *
 * <p>A waiting call that is interrupted throws {@link java.io.InterruptedIOException} and leaves the interrupt flag set. Because
 * {@link #close} without {@link #closeWrite} resets, an exception inside try-with-resources never looks like a complete message.
 */
public interface PeerStream extends AutoCloseable {
    /** Names the protocol spoken. */
    ProtocolId protocol();

    /** Gives the connection this stream runs on. */
    Connection connection();

    /** Reads what the peer sends; −1 only after the peer's {@code closeWrite}. Fails with {@link StreamReset} when the peer cuts. */
    InputStream in();

    /** Writes to the peer; buffered. A read on {@link #in} that has to wait flushes it first. */
    OutputStream out();

    /** Bounds all waiting from now on; past it a waiting call resets the stream and throws {@link DeadlineExpired}. */
    void deadline(Deadline deadline);

    /**
     * Says "I have said everything": flushes and ends our direction. The only way to a clean end. Idempotent. On a stream that was opened by
     * proposing its protocol together with the first data, it waits for the peer's answer, unless that was read already.
     *
     * @throws NegotiationFailed the peer does not speak the protocol
     */
    void closeWrite() throws IOException;

    /** Cuts both directions now; what is queued is dropped. */
    void reset(ErrorCode code);

    /** Ends the stream: after {@link #closeWrite} gracefully, without it as a {@link #reset}. Idempotent. */
    @Override
    void close() throws IOException;
}
