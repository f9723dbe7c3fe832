package org.jackfield.kernel.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.MetricFamily.Distribution;
import org.jackfield.spi.metrics.Metrics.Histogram;

/** Counts values by bucket. What is read while others record may miss their latest values, but its total is that of its buckets. */
final class BucketHistogram implements Histogram, Family.Member {
    private final Buckets buckets;
    private final double[] bounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    BucketHistogram(Buckets buckets) {
        this.buckets = buckets;
        this.bounds = buckets.bounds().stream().mapToDouble(Double::doubleValue).toArray();
        this.counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    @Override
    public void record(double value) {
        int at = 0;
        while (at < bounds.length && value > bounds[at]) {
            at++;
        }
        counts[at].increment();
        sum.add(value);
    }

    @Override
    public Distribution read(List<String> labels) {
        List<Long> upTo = new ArrayList<>(counts.length);
        long total = 0;
        for (LongAdder count : counts) {
            total += count.sum();
            upTo.add(total);
        }
        return new Distribution(labels, buckets, upTo, sum.sum());
    }
}
