package org.jackfield.kernel.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Alerts;
import org.jackfield.spi.Events;

/** The alerts that are raised now. Thread-safe. */
public final class AlertBoard {
    private static final Logger LOG = LoggerFactory.getLogger(AlertBoard.class);

    private final EventBus events;
    private final Map<String, Map<String, String>> raised = new TreeMap<>();

    public AlertBoard(EventBus events) {
        this.events = events;
    }

    /** Gives what one plugin, or part of the kernel, raises its alerts with. */
    public Alerts of(String source) {
        return new Alerts() {
            @Override
            public void raise(String key, String message) {
                AlertBoard.this.raise(source, key, message);
            }

            @Override
            public void clear(String key) {
                AlertBoard.this.clear(source, key);
            }
        };
    }

    /** Lists what is raised, by source and key. */
    public synchronized List<Events.Alert> raised() {
        List<Events.Alert> all = new ArrayList<>();
        raised.forEach((source, alerts) -> alerts.forEach((key, message) -> all.add(new Events.Alert(source, key, message, true))));
        return all;
    }

    private synchronized void raise(String source, String key, String message) {
        Map<String, String> own = raised.computeIfAbsent(source, _ -> new TreeMap<>());
        if (message.equals(own.get(key))) {
            return;
        }
        LOG.warn("{}: {}", source, message);
        if (own.containsKey(key) || own.size() < Alerts.MAX_RAISED) {
            own.put(key, message);
            events.publish(new Events.Alert(source, key, message, true));
        }
    }

    private synchronized void clear(String source, String key) {
        Map<String, String> own = raised.getOrDefault(source, Map.of());
        String message = own.get(key);
        if (message != null) {
            own.remove(key);
            LOG.info("{}: over: {}", source, message);
            events.publish(new Events.Alert(source, key, message, false));
        }
    }
}
