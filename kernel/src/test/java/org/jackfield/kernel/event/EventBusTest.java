package org.jackfield.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Events;
import org.jackfield.spi.Events.Event;
import org.jackfield.spi.peer.Multiaddr;

@Timeout(20)
final class EventBusTest {
    private final Tasks tasks = new Tasks("test", EventBusTest.class.getClassLoader());
    private final EventBus bus = new EventBus(tasks);

    @AfterEach
    void stop() {
        tasks.close();
    }

    @Test
    void tellsEachSubscriberInOrder() throws InterruptedException {
        BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
        bus.subscribe(heard::add);
        for (int number = 0; number < 100; number++) {
            bus.publish(event(number));
        }
        for (int number = 0; number < 100; number++) {
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(event(number));
        }
    }

    @Test
    void isNotHeldUpByASlowSubscriberAndDropsItsOldestEvents() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
        bus.subscribe(event -> {
            busy.countDown();
            awaitQuietly(goOn);
            heard.add(event);
        });
        bus.publish(event(0));
        busy.await();
        int last = Events.MAX_PENDING + 10;
        for (int number = 1; number <= last; number++) {
            bus.publish(event(number));
        }
        goOn.countDown();
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(event(0));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(event(11));
    }

    @Test
    void goesOnAfterAListenerFailed() throws InterruptedException {
        BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
        bus.subscribe(event -> {
            heard.add(event);
            throw new IllegalStateException("listener is broken");
        });
        bus.publish(event(1));
        bus.publish(event(2));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(event(1));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(event(2));
    }

    @Test
    void tellsNothingAfterTheSubscriptionEnded() throws InterruptedException {
        BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
        bus.subscribe(heard::add).close();
        BlockingQueue<Event> other = new LinkedBlockingQueue<>();
        bus.subscribe(other::add);
        bus.publish(event(1));
        assertThat(other.poll(5, TimeUnit.SECONDS)).isEqualTo(event(1));
        assertThat(heard).isEmpty();
    }

    private static Event event(int number) {
        return new Events.SelfUpdated(List.of(Multiaddr.parse("/ip4/10.0.0.1/tcp/" + number)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
