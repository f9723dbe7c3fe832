package org.jackfield.gateway.http;

import java.util.List;
import java.util.Locale;

import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.metrics.MetricFamily.Distribution;
import org.jackfield.spi.metrics.MetricFamily.Sample;
import org.jackfield.spi.metrics.MetricFamily.Value;

/** Writes metrics as Prometheus reads them. Pure. Source: Prometheus, "Exposition formats", text format 0.0.4. */
final class PrometheusText {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(16 * 1024);

    private PrometheusText() {}

    static String write(List<MetricFamily> families) {
        PrometheusText text = new PrometheusText();
        families.stream().filter(family -> !family.samples().isEmpty()).forEach(text::family);
        return text.out.toString();
    }

    private void family(MetricFamily family) {
        String name = family.metric().name();
        out.append("# HELP ").append(name).append(' ').append(family.metric().help().replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n');
        out.append("# TYPE ").append(name).append(' ').append(family.kind().name().toLowerCase(Locale.ROOT)).append('\n');
        List<String> labels = family.metric().labels();
        for (Sample sample : family.samples()) {
            switch (sample) {
                case Value value -> line(name, labels(labels, value.labels()), value.value());
                case Distribution distribution -> distribution(name, labels(labels, distribution.labels()), distribution);
            }
        }
    }

    private void distribution(String name, String labels, Distribution distribution) {
        List<Double> bounds = distribution.buckets().bounds();
        String before = labels.isEmpty() ? "" : labels + ",";
        for (int i = 0; i < bounds.size(); i++) {
            line(name + "_bucket", before + "le=\"" + number(bounds.get(i)) + "\"", (double) distribution.counts().get(i));
        }
        line(name + "_bucket", before + "le=\"+Inf\"", (double) distribution.count());
        line(name + "_sum", labels, distribution.sum());
        line(name + "_count", labels, (double) distribution.count());
    }

    private void line(String name, String labels, double value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(number(value)).append('\n');
    }

    private static String labels(List<String> names, List<String> values) {
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            labels.append(i == 0 ? "" : ",").append(names.get(i)).append("=\"")
                    .append(values.get(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")).append('"');
        }
        return labels.toString();
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            return Long.toString((long) value);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }
}
