package org.jackfield.spi.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;

@Timeout(30)
class WriteQueueTest {
    private static final int CAPACITY = 10_000;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Budget budget = new Budget();
    private final WriteQueue queue = new WriteQueue(channel, CAPACITY, budget);

    WriteQueueTest() {
        channel.config().setAllocator(allocator);
    }

    @AfterEach
    void releasesEverything() {
        queue.close(new ConnectionClosed(false, ErrorCode.NONE, "test over", null));
        channel.finishAndReleaseAll();
        assertThat(queue.queuedBytes()).isZero();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void sendsInOrderAndGathersWhatIsSmall() throws Exception {
        attach();
        queue.put(frame("one "), Deadline.NEVER);
        queue.putNow(frame("two "));
        queue.put(frame("x".repeat(2000)), Deadline.NEVER);
        queue.put(frame(" three"), Deadline.NEVER);

        assertThat(sent()).containsExactly("one two ", "x".repeat(2000), " three");
        assertThat(queue.queuedBytes()).isZero();
    }

    @Test
    void keepsEverythingUntilAttached() throws Exception {
        queue.put(frame("early"), Deadline.NEVER);
        assertThat(sent()).isEmpty();

        attach();
        assertThat(sent()).containsExactly("early");
    }

    @Test
    void waitsWhileTheChannelDoesNotTakeIt() throws Exception {
        attach();
        writable(false);
        queue.put(frame("later"), Deadline.NEVER);
        assertThat(sent()).isEmpty();

        writable(true);
        queue.drain();
        assertThat(sent()).containsExactly("later");
    }

    @Test
    void blocksWritersAtTheCapacityAndAdmitsThemOneByOne() throws Exception {
        List<Thread> writers = new ArrayList<>();
        queue.putNow(frame("x".repeat(CAPACITY)));
        for (int i = 0; i < 20; i++) {
            writers.add(Thread.ofVirtual().start(() -> putQuietly("y".repeat(2000))));
        }
        assertThat(queue.queuedBytes()).isEqualTo(CAPACITY + 256);
        attach();
        long most = 0;
        while (writers.stream().anyMatch(Thread::isAlive)) {
            most = Math.max(most, queue.queuedBytes());
            sent();
        }
        assertThat(most).isLessThan(CAPACITY + 2256);
    }

    @Test
    void refusesAfterTheDeadlineAndReleasesTheFrame() {
        queue.putNow(frame("x".repeat(CAPACITY)));

        assertThatThrownBy(() -> queue.put(frame("late"), Deadline.after(Duration.ofMillis(5)))).isInstanceOf(DeadlineExpired.class);
        assertThat(queue.queuedBytes()).isEqualTo(CAPACITY + 256);
    }

    @Test
    void anInterruptedWriterGivesUp() {
        queue.putNow(frame("x".repeat(CAPACITY)));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> queue.put(frame("never"), Deadline.NEVER)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void failsWaitingAndComingWritersAtTheEnd() throws Exception {
        queue.putNow(frame("x".repeat(CAPACITY)));
        List<IOException> failures = new ArrayList<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                queue.put(frame("waiting"), Deadline.NEVER);
            } catch (IOException e) {
                failures.add(e);
            }
        });
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        ConnectionClosed cause = new ConnectionClosed(true, ErrorCode.NONE, "gone", null);
        queue.close(cause);
        writer.join();

        assertThat(failures).singleElement().isInstanceOf(ConnectionClosed.class).isNotSameAs(cause);
        assertThatThrownBy(() -> queue.put(frame("coming"), Deadline.NEVER)).isInstanceOf(ConnectionClosed.class);
        queue.putNow(frame("control"));
        assertThat(queue.queuedBytes()).isZero();
    }

    private void putQuietly(String text) {
        try {
            queue.put(frame(text), Deadline.NEVER);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void waitsWhileThereIsNoMemoryForMoreThanOneFrame() throws Exception {
        budget.most = 0;
        queue.put(frame("one"), Deadline.NEVER);
        assertThatThrownBy(() -> queue.put(frame("two"), Deadline.after(Duration.ofMillis(5)))).isInstanceOf(DeadlineExpired.class);
        attach();
        assertThat(sent()).containsExactly("one");
        queue.put(frame("two"), Deadline.NEVER);
        assertThat(sent()).containsExactly("two");
    }

    @Test
    void givesMemoryBackWhenEverythingIsSent() throws Exception {
        queue.put(frame("one"), Deadline.NEVER);
        queue.put(frame("two"), Deadline.NEVER);
        assertThat(budget.reserved).isPositive();
        attach();
        assertThat(sent()).isNotEmpty();
        assertThat(budget.reserved).isZero();
    }

    private void attach() {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void handlerAdded(ChannelHandlerContext ctx) {
                queue.attach(ctx);
            }
        });
    }

    private void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    private ByteBuf frame(String text) {
        return FrameBuffers.allocate(allocator, text.length()).writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> sent() {
        channel.runPendingTasks();
        List<String> all = new ArrayList<>();
        ByteBuf next;
        while ((next = channel.readOutbound()) != null) {
            all.add(next.toString(StandardCharsets.US_ASCII));
            next.release();
        }
        return all;
    }

    private static final class Budget implements MemoryBudget {
        private long most = Long.MAX_VALUE;
        private long reserved;

        @Override
        public synchronized boolean reserve(long bytes) {
            if (bytes > most - reserved) {
                return false;
            }
            reserved += bytes;
            return true;
        }

        @Override
        public synchronized void release(long bytes) {
            reserved -= bytes;
        }
    }
}
