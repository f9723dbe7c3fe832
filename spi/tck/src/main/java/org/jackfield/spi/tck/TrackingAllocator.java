package org.jackfield.spi.tck;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * Makes buffers and knows which of them live, and who made them: a leak is found at the end of a test, not by a garbage collection some
 * time later. Each buffer has memory of its own, so that use after release is an exception rather than another's bytes. Thread-safe.
 */
public final class TrackingAllocator extends AbstractByteBufAllocator {
    private static final int FRAMES_SHOWN = 12;
    private static final int LEAKS_SHOWN = 3;

    private final Set<Allocation> live = ConcurrentHashMap.newKeySet();
    private final AtomicLong liveBytes = new AtomicLong();

    /** Makes an allocator without buffers. */
    public TrackingAllocator() {
        super(true);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return new Heap(this, initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return new Direct(this, initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }

    /** Counts buffers that are not released. */
    public int live() {
        return live.size();
    }

    /** Counts the bytes of the buffers that are not released, by their capacity when made. */
    public long liveBytes() {
        return liveBytes.get();
    }

    /**
     * Waits until all buffers are released.
     *
     * @throws AssertionError naming who made those that are not
     */
    public void assertReleased() {
        if (!Await.comesTrue(live::isEmpty, Await.patience())) {
            String leaks = live.stream().limit(LEAKS_SHOWN).map(Allocation::toString).collect(Collectors.joining("\n"));
            throw new AssertionError(live.size() + " buffers were never released; the first were made here:\n" + leaks);
        }
    }

    private Allocation born(int size) {
        Allocation allocation = new Allocation(size);
        live.add(allocation);
        liveBytes.addAndGet(size);
        return allocation;
    }

    private void died(Allocation allocation) {
        if (live.remove(allocation)) {
            liveBytes.addAndGet(-allocation.size);
        }
    }

    /** One buffer's birth. */
    private static final class Allocation {
        private final int size;
        private final Throwable site = new Throwable();

        Allocation(int size) {
            this.size = size;
        }

        @Override
        public String toString() {
            return Arrays.stream(site.getStackTrace()).filter(frame -> !frame.getClassName().startsWith("io.netty.buffer."))
                    .filter(frame -> !frame.getClassName().startsWith(TrackingAllocator.class.getName())).limit(FRAMES_SHOWN)
                    .map(frame -> "    at " + frame).collect(Collectors.joining("\n", size + " bytes\n", ""));
        }
    }

    private static final class Heap extends UnpooledHeapByteBuf {
        private final TrackingAllocator allocator;
        private final Allocation allocation;

        Heap(TrackingAllocator allocator, int capacity, int maxCapacity) {
            super(allocator, capacity, maxCapacity);
            this.allocator = allocator;
            this.allocation = allocator.born(capacity);
        }

        @Override
        protected void deallocate() {
            super.deallocate();
            allocator.died(allocation);
        }
    }

    private static final class Direct extends UnpooledDirectByteBuf {
        private final TrackingAllocator allocator;
        private final Allocation allocation;

        Direct(TrackingAllocator allocator, int capacity, int maxCapacity) {
            super(allocator, capacity, maxCapacity);
            this.allocator = allocator;
            this.allocation = allocator.born(capacity);
        }

        @Override
        protected void deallocate() {
            super.deallocate();
            allocator.died(allocation);
        }
    }
}
