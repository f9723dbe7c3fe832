package org.jackfield.kernel.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import org.jackfield.spi.metrics.MetricFamily.Value;
import org.jackfield.spi.metrics.Metrics.Counter;
import org.jackfield.spi.metrics.Metrics.Gauge;

/** Counts up or down. */
final class Adder implements Counter, Gauge, Family.Member {
    private final LongAdder sum = new LongAdder();

    @Override
    public void add(long amount) {
        sum.add(amount);
    }

    @Override
    public Value read(List<String> labels) {
        return new Value(labels, sum.sum());
    }
}
