package org.jackfield.dist.text;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as its widest cell. Not thread-safe. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are headings; what would break the line or steer a terminal is replaced
     */
    public Table row(Object... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(rows.getFirst().size() + " cells expected, not " + cells.length);
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(Plain.of(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    /** Gives the lines, without trailing spaces. */
    public List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(cell).repeat(' ', widths[i] - cell.codePointCount(0, cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
