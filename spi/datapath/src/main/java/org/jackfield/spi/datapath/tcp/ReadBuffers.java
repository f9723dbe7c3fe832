package org.jackfield.spi.datapath.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Reads every socket of a loop into one large buffer, which stays in the processor's cache. A handler that is done with what it got when
 * {@code channelRead} returns, as a cipher is, gives it back that way; where somebody keeps it, the loop takes a new one. So an idle
 * connection holds no memory and a busy one needs few system calls.
 */
final class ReadBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    /** Four of the largest Noise frames: three of four then arrive in one piece. */
    private static final int SIZE = 256 * 1024;
    /** Reads before the handlers hear that a batch is complete and wake readers. */
    private static final int READS_PER_BATCH = 2;

    private static final FastThreadLocal<ByteBuf> SHARED = new FastThreadLocal<>() {
        @Override
        protected void onRemoval(ByteBuf buffer) {
            buffer.release();
        }
    };

    ReadBuffers() {
        super(READS_PER_BATCH);
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new SharedHandle();
    }

    private static ByteBuf take(ByteBufAllocator allocator) {
        ByteBuf shared = SHARED.getIfExists();
        if (shared == null || shared.refCnt() != 1) {
            if (shared != null) {
                shared.release();
            }
            shared = allocator.directBuffer(SIZE, SIZE);
            SHARED.set(shared);
        }
        return shared.clear().retain();
    }

    private final class SharedHandle extends MaxMessageHandle {
        @Override
        public int guess() {
            return SIZE;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return take(allocator);
        }
    }
}
