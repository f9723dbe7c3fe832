package org.jackfield.spi.tck;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jackfield.spi.Alerts;
import org.jackfield.spi.Events;

/** Alerts of one plugin, published at once. */
public final class FakeAlerts implements Alerts {
    private static final String SOURCE = "test";

    private final FakeEvents events;
    private final Map<String, String> raised = new ConcurrentSkipListMap<>();

    FakeAlerts(FakeEvents events) {
        this.events = events;
    }

    @Override
    public void raise(String key, String message) {
        if (!message.equals(raised.put(key, message))) {
            events.publish(new Events.Alert(SOURCE, key, message, true));
        }
    }

    @Override
    public void clear(String key) {
        String message = raised.remove(key);
        if (message != null) {
            events.publish(new Events.Alert(SOURCE, key, message, false));
        }
    }

    /** Gives what is raised now, by key. */
    public Map<String, String> raised() {
        return Map.copyOf(raised);
    }
}
