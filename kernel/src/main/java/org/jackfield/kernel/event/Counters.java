package org.jackfield.kernel.event;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens by name, such as {@code inbound.refused.handshake}. The names are few and ours, never a peer's. */
public final class Counters {
    private final Map<String, LongAdder> adders = new ConcurrentHashMap<>();

    /** Counts one. */
    public void count(String name) {
        adders.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }

    /** Gives a counter's value. */
    public long value(String name) {
        LongAdder adder = adders.get(name);
        return adder == null ? 0 : adder.sum();
    }

    /** Gives all values, by name. */
    public Map<String, Long> snapshot() {
        Map<String, Long> values = new TreeMap<>();
        adders.forEach((name, adder) -> values.put(name, adder.sum()));
        return values;
    }
}
