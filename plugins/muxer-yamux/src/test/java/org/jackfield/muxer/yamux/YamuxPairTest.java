package org.jackfield.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.datapath.MuxedStream;

/** What two sessions that talk to each other keep in memory. */
@Timeout(120)
class YamuxPairTest {
    private static final YamuxMuxer MUXER = new YamuxMuxer(new YamuxProvider().defaults());

    @Test
    void sendsMuchThroughOneStreamWithLittleMemory() throws Exception {
        try (SessionPair pair = SessionPair.of(MUXER, Streams::count)) {
            MuxedStream stream = pair.dialer.open();
            byte[] chunk = Streams.random(1_000_000, 2);
            for (int i = 0; i < 100; i++) {
                Streams.write(stream, chunk);
                assertThat(pair.memory()).isLessThan(20 * 1024 * 1024);
            }
            stream.closeWrite();

            assertThat(ByteBuffer.wrap(Streams.readToEnd(stream)).getLong()).isEqualTo(100_000_000);
        }
    }

    @Test
    void resetDropsWhatIsQueuedAndWakesReaderAndWriter() throws Exception {
        try (SessionPair pair = SessionPair.of(MUXER, null)) {
            MuxedStream opened = pair.dialer.open();
            MuxedStream accepted = pair.acceptor.accept();
            CompletableFuture<Throwable> writer = failureOf(() -> Streams.write(opened, new byte[1_000_000]));
            CompletableFuture<Throwable> reader = failureOf(() -> Streams.readToEnd(opened));
            SessionPair.await(() -> pair.memory() >= ReceiveWindow.INITIAL, () -> "the window was not used");
            opened.reset(ErrorCode.NONE);

            assertThat(writer.get(20, TimeUnit.SECONDS)).isInstanceOf(StreamReset.class).hasMessageContaining("this node");
            assertThat(reader.get(20, TimeUnit.SECONDS)).isInstanceOf(StreamReset.class);
            assertThatThrownBy(() -> Streams.readToEnd(accepted)).isInstanceOf(StreamReset.class).hasMessageContaining("the peer");
            pair.awaitNoMemory();
        }
    }

    @Test
    void writtenAndClosedAtOnceArrivesWhole() throws Exception {
        try (SessionPair pair = SessionPair.trickling(MUXER, null, 100)) {
            for (int i = 0; i < 50; i++) {
                MuxedStream opened = pair.dialer.open();
                byte[] message = Streams.random(10 + i * 500, i);
                Streams.write(opened, message);
                opened.closeWrite();
                opened.closeRead();

                assertThat(Streams.readToEnd(pair.acceptor.accept())).isEqualTo(message);
            }
        }
    }

    @Test
    void aWriterWaitsForTheReaderAndGoesOnAfterwards() throws Exception {
        try (SessionPair pair = SessionPair.of(MUXER, null)) {
            MuxedStream opened = pair.dialer.open();
            MuxedStream accepted = pair.acceptor.accept();
            CompletableFuture<Throwable> writer = failureOf(() -> {
                Streams.write(opened, new byte[2_000_000]);
                opened.closeWrite();
            });
            SessionPair.await(() -> pair.memory() >= ReceiveWindow.INITIAL, () -> "the window was not used");
            assertThat(writer.isDone()).isFalse();
            assertThat(pair.memory()).isLessThan(ReceiveWindow.INITIAL + 2 * 65_536);

            assertThat(Streams.readToEnd(accepted)).hasSize(2_000_000);
            assertThat(writer.get(20, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void memoryOfStreamsLeftOpenIsGivenBackWithTheConnection() throws Exception {
        try (SessionPair pair = SessionPair.of(MUXER, null)) {
            for (int i = 0; i < 20; i++) {
                Streams.write(pair.dialer.open(), new byte[100_000]);
            }
            SessionPair.await(() -> pair.acceptor.waitingInbound() == 20, () -> "streams missing");
            assertThat(pair.memory()).isGreaterThan(0);
            pair.dialer.session.close(ErrorCode.NONE, "over");
            pair.acceptor.reason();

            assertThat(pair.acceptor.session.streams() + pair.dialer.session.streams()).isZero();
        }
    }

    @Test
    void survivesResetsAtAnyMoment() throws Exception {
        try (SessionPair pair = SessionPair.trickling(MUXER, Streams::echo, 1000)) {
            List<CompletableFuture<Throwable>> running = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                Random random = new Random(worker);
                running.add(failureOf(() -> {
                    for (int i = 0; i < 60; i++) {
                        MuxedStream stream = pair.dialer.open();
                        int size = random.nextInt(2000);
                        Streams.write(stream, new byte[size]);
                        Streams.read(stream, Math.min(size, random.nextInt(100) - 50));
                        stream.reset(ErrorCode.NONE);
                    }
                }));
            }
            for (CompletableFuture<Throwable> one : running) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
            }
            SessionPair.await(() -> pair.dialer.session.streams() + pair.acceptor.session.streams() == 0, () -> "streams left");
            pair.awaitNoMemory();
        }
    }

    /** Runs a task on a thread of its own; gives what it failed with, or null. */
    private static CompletableFuture<Throwable> failureOf(Task task) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                task.run();
                failure.complete(null);
            } catch (Exception e) {
                failure.complete(e);
            }
        });
        return failure;
    }

    private interface Task {
        void run() throws Exception;
    }
}
