package org.jackfield.spi.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.StreamReset;

class ReadQueueTest {
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private final ReadQueue queue = new ReadQueue();

    @AfterEach
    void releasesEverything() {
        queue.drop();
        assertThat(memory()).isZero();
    }

    @Test
    void givesWhatWasOfferedBeforeTheEnd() throws Exception {
        offer("one");
        offer("two");
        queue.end();

        assertThat(take()).isEqualTo("one");
        assertThat(take()).isEqualTo("two");
        assertThat(queue.take(Deadline.NEVER)).isNull();
    }

    @Test
    void keepsLittleMemoryForManySmallPieces() {
        int pieces = 100_000;
        for (int i = 0; i < pieces; i++) {
            queue.offer(allocator.heapBuffer(1, 1).writeByte(i), 1);
        }

        assertThat(queue.queuedBytes()).isEqualTo(pieces);
        assertThat(memory()).isLessThan(2L * pieces);
        assertThat(buffers()).isLessThan(50);
    }

    @Test
    void copiesASmallPieceOutOfMuchMemory() {
        ByteBuf much = allocator.heapBuffer(64 * 1024).writeBytes(new byte[64 * 1024]);
        queue.offer(much.readRetainedSlice(100), much.capacity());
        much.release();

        assertThat(memory()).isEqualTo(100);
    }

    @Test
    void failureComesBehindWhatIsQueuedAndIsNewEachTime() throws Exception {
        ConnectionClosed cause = new ConnectionClosed(true, ErrorCode.NONE, "gone", null);
        offer("last");
        queue.fail(cause);

        assertThat(take()).isEqualTo("last");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> queue.take(Deadline.NEVER)).isInstanceOf(ConnectionClosed.class).hasMessage("gone").isNotSameAs(cause);
        }
    }

    @Test
    void resetDropsWhatIsQueuedAndWhatComes() {
        offer("gone");
        queue.reset(new StreamReset(true, ErrorCode.RATE_LIMITED));
        offer("late");

        assertThat(memory()).isZero();
        assertThat(queue.queuedBytes()).isZero();
        assertThatThrownBy(() -> queue.take(Deadline.NEVER)).isInstanceOfSatisfying(StreamReset.class, reset -> {
            assertThat(reset.remote()).isTrue();
            assertThat(reset.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        });
    }

    @Test
    void anEndIsNoFailureAnyMore() throws Exception {
        queue.end();
        queue.fail(new IOException("too late"));

        assertThat(queue.take(Deadline.NEVER)).isNull();
    }

    @Test
    void waitsNoLongerThanTheDeadline() {
        assertThatThrownBy(() -> queue.take(Deadline.after(Duration.ofMillis(5)))).isInstanceOf(DeadlineExpired.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesBytesInOrderWhileBothSidesWork(long seed) throws Exception {
        byte[] sent = new byte[2_000_000];
        new Random(seed).nextBytes(sent);
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                received.complete(readAll());
            } catch (IOException | RuntimeException e) {
                received.completeExceptionally(e);
            }
        });
        Random random = new Random(seed);
        int at = 0;
        while (at < sent.length) {
            int size = Math.min(sent.length - at, random.nextInt(10) == 0 ? random.nextInt(3000) : 1 + random.nextInt(20));
            queue.offer(allocator.heapBuffer(Math.max(1, size)).writeBytes(sent, at, size), size);
            at += size;
            if (random.nextInt(50) == 0) {
                queue.wake();
            }
        }
        queue.end();

        assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(sent);
        reader.join();
        assertThat(queue.queuedBytes()).isZero();
    }

    private byte[] readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuf next;
        while ((next = queue.take(Deadline.after(Duration.ofSeconds(20)))) != null) {
            next.readBytes(all, next.readableBytes());
            next.release();
        }
        return all.toByteArray();
    }

    private int buffers() {
        int count = 0;
        ByteBuf next;
        while ((next = queue.poll()) != null) {
            next.release();
            count++;
        }
        return count;
    }

    private void offer(String text) {
        queue.offer(
                allocator.heapBuffer(text.length(), text.length()).writeBytes(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                text.length());
    }

    private String take() throws IOException {
        ByteBuf next = queue.take(Deadline.after(Duration.ofSeconds(20)));
        String text = next.toString(java.nio.charset.StandardCharsets.US_ASCII);
        next.release();
        return text;
    }

    private long memory() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }
}
