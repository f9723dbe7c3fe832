package org.jackfield.spi.tck;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/**
 * Hears of leaks that Netty's own detector finds: of buffers that a plugin made elsewhere than in its channel's allocator, where
 * {@link TrackingAllocator} does not see them. They show after a garbage collection.
 */
final class LeakWatch {
    private static final List<String> FOUND = new CopyOnWriteArrayList<>();

    private LeakWatch() {}

    /** Listens from now on. */
    static void install() {
        ByteBufUtil.setLeakListener((type, records) -> FOUND.add(type + " was not released: " + records));
    }

    /** Collects garbage and fails if it held buffers that were not released. */
    static void assertNone() {
        WeakReference<Object> sign = new WeakReference<>(new Object());
        System.gc();
        Await.until("garbage is collected", () -> sign.refersTo(null));
        ByteBufAllocator.DEFAULT.heapBuffer(1).release(); // Netty reports what was found when the next buffer is made
        List<String> leaks = List.copyOf(FOUND);
        FOUND.clear();
        if (!leaks.isEmpty()) {
            throw new AssertionError(String.join("\n", leaks));
        }
    }
}
