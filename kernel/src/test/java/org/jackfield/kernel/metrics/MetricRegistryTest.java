package org.jackfield.kernel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.metrics.MetricFamily.Distribution;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.MetricFamily.Sample;
import org.jackfield.spi.metrics.MetricFamily.Value;
import org.jackfield.spi.metrics.Metrics;

class MetricRegistryTest {
    private static final Metric CALLS = Metric.of("test_calls_total", "Calls", "outcome");
    private static final Metric DEPTH = Metric.of("test_depth", "Depth");

    private final MetricRegistry registry = new MetricRegistry();
    private final OwnedMetrics one = registry.of("one");
    private final OwnedMetrics two = registry.of("two");

    @Test
    void countsByLabelValues() {
        Metrics.Series<Metrics.Counter> calls = one.counter(CALLS);
        calls.with("good").increment();
        calls.with("good").add(2);
        calls.with("bad").increment();
        assertThat(samples("test_calls_total")).containsExactlyInAnyOrder(value(3, "good"), value(1, "bad"));
    }

    @Test
    void countsUpAndDown() {
        one.gauge(DEPTH).with().add(5);
        one.gauge(DEPTH).with().add(-2);
        assertThat(samples("test_depth")).containsExactly(value(3));
    }

    @Test
    void sortsValuesIntoBuckets() {
        Metrics.Histogram histogram = one.histogram(DEPTH, Buckets.of(1, 10)).with();
        for (double each : new double[]{0.5, 1, 1.5, 10, 11}) {
            histogram.record(each);
        }
        assertThat(samples("test_depth")).containsExactly(new Distribution(List.of(), Buckets.of(1, 10), List.of(2L, 4L, 5L), 24));
    }

    @Test
    void looksValuesUpEachTime() {
        AtomicInteger depth = new AtomicInteger(1);
        one.gauge(DEPTH, depth::get);
        assertThat(samples("test_depth")).containsExactly(value(1));
        depth.set(2);
        assertThat(samples("test_depth")).containsExactly(value(2));
    }

    @Test
    void addsUpWhatSeveralOwnersCountUnderOneName() {
        one.counter(CALLS).with("good").increment();
        two.counter(CALLS).with("good").increment();
        one.histogram(DEPTH, Buckets.of(1)).with().record(1);
        two.histogram(DEPTH, Buckets.of(1)).with().record(2);
        assertThat(samples("test_calls_total")).containsExactly(value(2, "good"));
        assertThat(samples("test_depth")).containsExactly(new Distribution(List.of(), Buckets.of(1), List.of(1L, 2L), 3));
    }

    @Test
    void forgetsWhatAnOwnerCountedWhenItCloses() {
        one.counter(CALLS).with("good").increment();
        two.gauge(DEPTH).with().add(1);
        one.close();
        assertThat(registry.snapshot()).extracting(family -> family.metric().name()).containsExactly("test_depth");
    }

    @Test
    void refusesAnotherKindUnderAKnownNameAndNamesBothOwners() {
        one.gauge(DEPTH).with().add(1);
        assertThatThrownBy(() -> two.histogram(DEPTH, Buckets.DELAYS)).hasMessageContaining("test_depth is a gauge").hasMessageContaining(
                "of one").hasMessageContaining("of two");
        assertThatThrownBy(() -> two.gauge(Metric.of("test_depth", "Depth", "where"))).hasMessageContaining("[where]");
        assertThatThrownBy(() -> one.gauge(DEPTH, () -> 1)).hasMessageContaining("test_depth");
    }

    @Test
    void refusesBucketsThatDiffer() {
        one.histogram(DEPTH, Buckets.of(1));
        assertThatThrownBy(() -> two.histogram(DEPTH, Buckets.of(2))).hasMessageContaining("bounds");
    }

    @Test
    void countsLabelValuesBeyondTheBoundAsOther() {
        Metrics.Series<Metrics.Counter> calls = one.counter(CALLS);
        for (int i = 0; i < Metrics.MAX_SERIES + 10; i++) {
            calls.with("value" + i).increment();
        }
        assertThat(samples("test_calls_total")).hasSize(Metrics.MAX_SERIES + 1).contains(value(10, Metrics.OTHER), value(1, "value0"));
    }

    @Test
    void leavesOutRowsBeyondTheBound() {
        one.collect(CALLS, Kind.COUNTER, rows -> {
            for (int i = 0; i < Metrics.MAX_SERIES + 10; i++) {
                rows.row(i, "value" + i);
            }
        });
        assertThat(samples("test_calls_total")).hasSize(Metrics.MAX_SERIES);
    }

    @Test
    void leavesOutAMetricWhoseCollectorFails() {
        one.gauge(Metric.of("test_broken", "Broken"), () -> {
            throw new IllegalStateException("test");
        });
        one.gauge(DEPTH).with().add(1);
        assertThat(samples("test_broken")).isEmpty();
        assertThat(samples("test_depth")).hasSize(1);
    }

    @Test
    void refusesLabelValuesThatAreTooFewOrTooMany() {
        assertThatThrownBy(() -> one.counter(CALLS).with()).hasMessageContaining("[outcome]");
        assertThatThrownBy(() -> one.counter(CALLS).with("good", "bad")).hasMessageContaining("[outcome]");
    }

    @Test
    void tellsOfTheProcess() {
        ProcessMetrics.addTo(one);
        BufferMetrics.addTo(one);
        for (String name : List.of("jvm_memory_used_bytes", "jvm_memory_max_bytes", "jvm_threads_current", "process_cpu_seconds_total",
                "process_start_time_seconds", "jvm_buffer_pool_used_bytes", "jvm_gc_collection_seconds_total",
                "jackfield_buffer_pool_bytes")) {
            assertThat(samples(name)).as(name).isNotEmpty().allSatisfy(sample -> assertThat(((Value) sample).value()).isNotNegative());
        }
    }

    private List<MetricFamily.Sample> samples(String name) {
        return registry.snapshot().stream().filter(family -> family.metric().name().equals(name))
                .flatMap(family -> family.samples().stream()).toList();
    }

    private static Sample value(double value, String... labels) {
        return new Value(List.of(labels), value);
    }
}
