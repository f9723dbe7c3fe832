package org.jackfield.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measurements by row and column; prints medians with their range. */
final class Samples {
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    void add(String row, String column, double value) {
        rows.computeIfAbsent(row, _ -> new LinkedHashMap<>()).computeIfAbsent(column, _ -> new ArrayList<>()).add(value);
    }

    /** Prints a Markdown table; rows in the order they came. */
    String table(List<String> columns) {
        StringBuilder text = new StringBuilder("| |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        rows.forEach((row, values) -> {
            text.append("| ").append(row).append(" |");
            columns.forEach(column -> text.append(' ').append(cell(values.getOrDefault(column, List.of()))).append(" |"));
            text.append('\n');
        });
        return text.toString();
    }

    private static String cell(List<Double> values) {
        if (values.isEmpty()) {
            return "–";
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        String median = shown(sorted.get(sorted.size() / 2));
        return sorted.size() == 1 ? median : median + " (" + shown(sorted.getFirst()) + "–" + shown(sorted.getLast()) + ")";
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
