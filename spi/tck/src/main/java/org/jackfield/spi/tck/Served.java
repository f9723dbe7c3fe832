package org.jackfield.spi.tck;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.ProtocolHandler;

/** A handler at work on one stream, run as the kernel runs it. */
public final class Served {
    private final MemoryStream stream;
    private final CompletableFuture<@Nullable Throwable> outcome = new CompletableFuture<>();

    private Served(MemoryStream stream) {
        this.stream = stream;
    }

    static Served start(MemoryStream stream, ProtocolHandler handler) {
        Served served = new Served(stream);
        Thread.ofVirtual().name("serve " + stream.protocol()).start(() -> served.run(handler));
        return served;
    }

    /** Gives the handler's end of the stream. */
    public MemoryStream stream() {
        return stream;
    }

    /** Tells whether the handler has returned or thrown. */
    public boolean isDone() {
        return outcome.isDone();
    }

    /**
     * Waits for the handler to end.
     *
     * @return what it threw; null if it returned
     */
    public @Nullable Throwable failure() {
        Await.until("the handler of " + stream.protocol() + " ends", outcome::isDone);
        return outcome.join();
    }

    private void run(ProtocolHandler handler) {
        try {
            handler.handle(stream);
            stream.closeWrite();
            stream.close();
            outcome.complete(null);
        } catch (Throwable e) { // whatever a handler throws ends its stream only, and is what the test asks for
            stream.reset(ErrorCode.NONE);
            stream.close();
            outcome.complete(e);
        }
    }
}
