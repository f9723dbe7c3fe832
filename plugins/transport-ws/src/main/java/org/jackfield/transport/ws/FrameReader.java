package org.jackfield.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import org.jackfield.transport.ws.FrameHeader.Kind;

/**
 * Cuts what one peer sends into frames, however it arrives: first a header, then as much of its payload as is there. Holds what the frames
 * of a connection must keep to; of a frame it keeps no more than the header. No I/O, no lock.
 */
final class FrameReader {
    private final boolean wantMasked;
    private final long maxFrame;
    /** The beginning of a header whose rest has not arrived. */
    private final ByteBuf begun = Unpooled.buffer(FrameHeader.LONGEST, FrameHeader.LONGEST);
    private @Nullable FrameHeader current;
    private long left;
    private boolean inMessage;

    /**
     * @param wantMasked whether the peer dialed, and so has to mask
     * @param maxFrame   most bytes of payload in one frame
     */
    FrameReader(boolean wantMasked, long maxFrame) {
        this.wantMasked = wantMasked;
        this.maxFrame = maxFrame;
    }

    /**
     * Reads up to the next payload; gives the frame it is in, or null if more has to arrive first.
     *
     * @param in borrowed
     * @throws BadFrame if no such frame may come now
     */
    @Nullable
    FrameHeader next(ByteBuf in) throws BadFrame {
        FrameHeader frame = current;
        if (frame != null) {
            return frame;
        }
        if (!collect(in, FrameHeader.SHORTEST) || !collect(in, FrameHeader.size(begun.getByte(1)))) {
            return null;
        }
        frame = FrameHeader.read(begun);
        begun.clear();
        check(frame);
        current = frame;
        left = frame.length();
        return frame;
    }

    /** Counts the bytes of {@code in} that are payload of the frame begun; unmasks them where they are. */
    int unmask(ByteBuf in) {
        FrameHeader frame = current;
        if (frame == null) {
            return 0;
        }
        int count = (int) Math.min(left, in.readableBytes());
        if (frame.mask() != 0) {
            Mask.apply(in, in.readerIndex(), count, frame.mask(), frame.length() - left);
        }
        left -= count;
        if (left == 0) {
            current = null;
        }
        return count;
    }

    /** Whether the frame begun before has been read to its end. */
    boolean isBetweenFrames() {
        return current == null;
    }

    private boolean collect(ByteBuf in, int wanted) {
        int missing = Math.max(0, wanted - begun.readableBytes());
        begun.writeBytes(in, Math.min(in.readableBytes(), missing));
        return begun.readableBytes() >= wanted;
    }

    private void check(FrameHeader frame) throws BadFrame {
        if (frame.masked() != wantMasked) {
            throw new BadFrame(CloseCode.PROTOCOL_ERROR, wantMasked ? "the dialer does not mask" : "the listener masks");
        }
        if (frame.kind() == Kind.TEXT) {
            throw new BadFrame(CloseCode.UNSUPPORTED, "a text frame, where bytes are spoken");
        }
        if (frame.length() > maxFrame) {
            throw new BadFrame(CloseCode.TOO_BIG, "a frame of " + frame.length() + " bytes, max-frame allows " + maxFrame);
        }
        if (!frame.kind().isControl()) {
            if (inMessage != (frame.kind() == Kind.CONTINUATION)) {
                throw new BadFrame(CloseCode.PROTOCOL_ERROR, inMessage ? "a message within another" : "the continuation of nothing");
            }
            inMessage = !frame.last();
        }
    }
}
