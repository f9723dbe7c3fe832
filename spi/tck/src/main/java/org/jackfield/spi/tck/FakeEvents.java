package org.jackfield.spi.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jackfield.spi.Events;

/** Events that reach the listeners on the publishing thread, so that a test sees their effects when {@link #publish} returns. */
public final class FakeEvents implements Events {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Event> published = new ArrayList<>();

    FakeEvents() {}

    @Override
    public Subscription subscribe(Consumer<Event> listener) {
        Listener own = new Listener(listener);
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Tells all listeners. */
    public void publish(Event event) {
        synchronized (published) {
            published.add(event);
        }
        listeners.forEach(listener -> listener.consumer.accept(event));
    }

    /** Lists what was published, oldest first. */
    public List<Event> published() {
        synchronized (published) {
            return List.copyOf(published);
        }
    }

    /** Counts the listeners. */
    public int listeners() {
        return listeners.size();
    }

    /** One subscription; not a record, for each is itself even when two take the same consumer. */
    private static final class Listener {
        private final Consumer<Event> consumer;

        Listener(Consumer<Event> consumer) {
            this.consumer = consumer;
        }
    }
}
