package org.jackfield.kernel.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.snapshot.Reading;
import org.jackfield.spi.snapshot.SnapshotFile;
import org.jackfield.spi.snapshot.SnapshotFrame;

/**
 * Keeps the peer store on disk: a file that is replaced as a whole when something has changed, from time to time and at the end. A node
 * that is killed loses what it learned since the last time. Thread-safe.
 */
public final class PeerKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerKeeper.class);
    private static final String NAME = "peers.snapshot";
    private static final SnapshotFrame FRAME = new SnapshotFrame("jackfield peers", PeerCodec.VERSION);

    private final MemoryPeerStore store;
    private final SnapshotFile file;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition end = lock.newCondition();
    private long saved;
    private boolean failing;
    private boolean closed;

    /**
     * @param directory the data directory
     */
    public PeerKeeper(MemoryPeerStore store, Path directory, InstantSource clock) {
        this.store = store;
        this.file = new SnapshotFile(directory.resolve(NAME), FRAME, clock);
        this.clock = clock;
    }

    /** Takes up what was kept; a file that cannot be used is reported and left out, for peers are found again. */
    public void load() {
        try {
            switch (file.read(PeerCodec::decode)) {
                case Reading.Absent<PeerCodec.Content> _ -> LOG.debug("{} is not there yet", file.path());
                case Reading.Content<PeerCodec.Content>(PeerCodec.Content content) -> store.restore(content.at(clock.instant()));
                case Reading.SetAside<PeerCodec.Content>(Path kept, String why) -> LOG
                        .warn("the known peers are not taken up: {} cannot be used, {}; it is kept as {}", file.path(), why, kept);
            }
        } catch (IOException e) {
            LOG.warn("the known peers are not taken up: {} cannot be read: {}", file.path(), e.toString());
        }
        saved = store.changes();
    }

    /** Saves every {@code interval} what has changed, until interrupted or closed. */
    public void run(Duration interval) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                // an early wake-up only saves early
                boolean _ = end.await(interval.toNanos(), TimeUnit.NANOSECONDS);
                save();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Saves if something has changed since the last time; a failure is reported once, and tried again the next time. */
    public void save() {
        lock.lock();
        try {
            long changes = store.changes();
            if (changes != saved) {
                file.write(PeerCodec.encode(new PeerCodec.Content(clock.instant(), store.rows())));
                saved = changes;
                failing = false;
            }
        } catch (IOException e) {
            LOG.atLevel(failing ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.WARN)
                    .log("the known peers are not saved: {} cannot be written: {}", file.path(), e.toString());
            failing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Saves for the last time. */
    @Override
    public void close() {
        lock.lock();
        try {
            save();
            closed = true;
            end.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
