package org.jackfield.spi.datapath;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;

/**
 * One stream of a session, blocking, in buffers. One reader and one writer thread at a time; {@link #reset} from any thread. Waiting calls
 * throw {@link java.io.InterruptedIOException} when interrupted, and reset the stream past the deadline.
 *
 * <p>A stream keeps what it received until that is read, or until {@link #closeRead} or {@link #reset}; so each one is read to its end, or
 * given up by one of them. After a reset by the peer or the end of the connection, what came before can still be read.
 */
public interface MuxedStream {
    /**
     * Takes the next bytes; the caller owns and releases them. Taking them returns their credit to the peer.
     *
     * @return never empty; null after the peer's clean end
     */
    @Nullable
    ByteBuf read() throws IOException;

    /** Gives what {@link #read} would, without waiting; null if nothing is there now, whatever the reason. */
    @Nullable
    ByteBuf poll();

    /**
     * Sends bytes, whole; waits while the peer's window or this node's queue is full. Best filled to {@link FrameBuffers#PAYLOAD} and
     * allocated by {@link FrameBuffers#allocate}. When it throws an {@link IOException} bytes are lost, so the stream is cut.
     *
     * @param data owned by the stream from now on, also when this throws
     */
    void write(ByteBuf data) throws IOException;

    /** Gives what was reserved for this stream. */
    StreamScope scope();

    /** Bounds all waiting from now on. */
    void deadline(Deadline deadline);

    /** Ends our direction after what was written. Idempotent. */
    void closeWrite() throws IOException;

    /** Cuts both directions and drops what is queued. Once both directions have ended the peer is not told. */
    void reset(ErrorCode code);

    /** Gives up reading: what still arrives is dropped, its credit is not returned. */
    void closeRead();
}
