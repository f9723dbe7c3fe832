package org.jackfield.kernel.event;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Events;

/** Hands events to subscribers, each on its own virtual thread, so that none can hold up the node or another. */
public final class EventBus implements Events {
    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private final Tasks tasks;
    private final Consumer<Event> witness;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    public EventBus(Tasks tasks) {
        this(tasks, _ -> {});
    }

    /**
     * @param witness hears each event first, on the thread that publishes it: must be quick and not throw
     */
    public EventBus(Tasks tasks, Consumer<Event> witness) {
        this.tasks = tasks;
        this.witness = witness;
    }

    /** Publishes an event; never blocks. */
    public void publish(Event event) {
        witness.accept(event);
        subscribers.forEach(subscriber -> subscriber.offer(event));
    }

    @Override
    public Subscription subscribe(Consumer<Event> listener) {
        Subscriber subscriber = new Subscriber(listener);
        subscribers.add(subscriber);
        subscriber.thread = tasks.fork("events", subscriber::run);
        return () -> {
            subscribers.remove(subscriber);
            subscriber.stop();
        };
    }

    private static final class Subscriber {
        private final ArrayBlockingQueue<Event> pending = new ArrayBlockingQueue<>(MAX_PENDING);
        private final Consumer<Event> listener;
        private volatile Thread thread = Thread.currentThread();

        Subscriber(Consumer<Event> listener) {
            this.listener = listener;
        }

        synchronized void offer(Event event) {
            while (!pending.offer(event)) {
                LOG.debug("a listener is {} events behind and misses {}", MAX_PENDING, pending.poll());
            }
        }

        void run() throws InterruptedException {
            while (true) {
                Event event = pending.take();
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    LOG.warn("a listener failed on {}", event, e);
                }
            }
        }

        void stop() {
            thread.interrupt();
        }
    }
}
