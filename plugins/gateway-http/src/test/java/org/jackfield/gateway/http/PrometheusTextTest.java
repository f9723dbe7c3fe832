package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.metrics.Buckets;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.metrics.MetricFamily.Distribution;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.MetricFamily.Value;

class PrometheusTextTest {
    @Test
    void writesCountersAndGauges() {
        assertThat(PrometheusText.write(List.of(
                new MetricFamily(Metric.of("a_total", "Many", "x", "y"), Kind.COUNTER, List.of(new Value(List.of("1", "2"), 3))),
                new MetricFamily(Metric.of("b", "Half"), Kind.GAUGE, List.of(new Value(List.of(), 0.5))))))
                .isEqualTo("""
                        # HELP a_total Many
                        # TYPE a_total counter
                        a_total{x="1",y="2"} 3
                        # HELP b Half
                        # TYPE b gauge
                        b 0.5
                        """);
    }

    @Test
    void writesHistograms() {
        Distribution distribution = new Distribution(List.of("in"), Buckets.of(0.5, 1), List.of(1L, 1L, 3L), 4.5);
        assertThat(PrometheusText.write(List.of(new MetricFamily(Metric.of("t_seconds", "Times", "d"), Kind.HISTOGRAM,
                List.of(distribution)))))
                .isEqualTo("""
                        # HELP t_seconds Times
                        # TYPE t_seconds histogram
                        t_seconds_bucket{d="in",le="0.5"} 1
                        t_seconds_bucket{d="in",le="1"} 1
                        t_seconds_bucket{d="in",le="+Inf"} 3
                        t_seconds_sum{d="in"} 4.5
                        t_seconds_count{d="in"} 3
                        """);
    }

    @Test
    void escapesHelpAndLabels() {
        assertThat(PrometheusText.write(List.of(new MetricFamily(Metric.of("a", "one\\two\nthree \"four\"", "l"), Kind.GAUGE,
                List.of(new Value(List.of("a\\b\"c\nd"), 1))))))
                .isEqualTo("# HELP a one\\\\two\\nthree \"four\"\n# TYPE a gauge\na{l=\"a\\\\b\\\"c\\nd\"} 1\n");
    }

    @Test
    void writesNumbersThatAreNoPlainNumbers() {
        for (var each : List.of(List.of(Double.POSITIVE_INFINITY, "+Inf"), List.of(Double.NEGATIVE_INFINITY, "-Inf"),
                List.of(Double.NaN, "NaN"), List.of(1e300, "1.0E300"), List.of(-2.0, "-2"))) {
            assertThat(PrometheusText.write(List.of(new MetricFamily(Metric.of("a", "A"), Kind.GAUGE,
                    List.of(new Value(List.of(), (Double) each.getFirst())))))).endsWith("a " + each.getLast() + "\n");
        }
    }

    @Test
    void leavesOutWhatHasNoSamples() {
        assertThat(PrometheusText.write(List.of(new MetricFamily(Metric.of("a", "A"), Kind.GAUGE, List.of())))).isEmpty();
    }
}
