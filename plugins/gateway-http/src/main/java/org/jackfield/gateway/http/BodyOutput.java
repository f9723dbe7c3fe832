package org.jackfield.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** The body of an answer, in pieces of up to 16 KiB. */
final class BodyOutput extends OutputStream {
    private static final int PIECE = 16 * 1024;

    private final Outlet outlet;
    private final OptionalLong length;
    private final boolean silent;
    private @Nullable ByteBuf buffer;
    private long written;
    private boolean closed;

    /**
     * @param length as announced
     * @param silent whether the body is not sent
     */
    BodyOutput(Outlet outlet, OptionalLong length, boolean silent) {
        this.outlet = outlet;
        this.length = length;
        this.silent = silent;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, source.length);
        if (closed) {
            throw new IOException("the answer has ended");
        }
        if (length.isPresent() && count > length.getAsLong() - written) {
            throw new IllegalStateException("the answer is longer than the " + length.getAsLong() + " bytes announced");
        }
        written += count;
        int at = offset;
        int left = silent ? 0 : count;
        while (left > 0) {
            ByteBuf room = room();
            int part = Math.min(left, room.writableBytes());
            room.writeBytes(source, at, part);
            at += part;
            left -= part;
            if (!room.isWritable()) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        ByteBuf full = buffer;
        buffer = null;
        if (full != null) {
            outlet.send(new DefaultHttpContent(full));
        }
    }

    /** Ends writing, not the answer: the handler may be about to throw. */
    @Override
    public void close() throws IOException {
        flush();
        closed = true;
    }

    /** Ends the answer. */
    void end() throws IOException {
        if (length.isPresent() && !silent && written != length.getAsLong()) {
            throw new IllegalStateException("the answer has " + written + " bytes, not the " + length.getAsLong() + " announced");
        }
        close();
        outlet.sendNow(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Tells whether the client can see where the answer ends without chunks. */
    boolean isDelimited() {
        return silent || length.isPresent();
    }

    /** Frees what was not sent. */
    void discard() {
        closed = true;
        ByteBuf unsent = buffer;
        buffer = null;
        if (unsent != null) {
            unsent.release();
        }
    }

    private ByteBuf room() {
        ByteBuf room = buffer;
        if (room == null) {
            room = outlet.context().alloc().buffer(PIECE, PIECE);
            buffer = room;
        }
        return room;
    }
}
