package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicReference;

/** Checks that a call that waits can be cancelled. */
final class Interrupts {
    private Interrupts() {}

    /** Interrupts a call that waits: it throws {@link InterruptedIOException} and leaves the flag set. */
    static void assertEnds(Work call) {
        AtomicReference<String> outcome = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().name("to be interrupted").start(() -> {
            try {
                call.run();
                outcome.set("returned");
            } catch (InterruptedIOException _) {
                outcome.set(Thread.currentThread().isInterrupted() ? "interrupted" : "flag lost");
            } catch (Exception e) {
                outcome.set("threw " + e);
            }
        });
        Await.until("the call waits", () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        Await.until("the call ends", () -> outcome.get() != null);
        assertThat(outcome.get()).isEqualTo("interrupted");
    }

    /** A call that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
