package org.jackfield.dist.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.json.JsonWriter;
import org.jackfield.dist.text.Table;

/** Standard output, where results go: lines for people, or one JSON value. In UTF-8 whatever the locale, and flushed after each result. */
final class Output {
    private static final String TERMINAL = "jackfield.terminal";
    private static final int WIDTH = 79;
    /** ECMA-48: the cursor to the top left, and erase from there on. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    private final PrintStream out;
    private final boolean json;
    private final boolean terminal;

    Output(PrintStream out, boolean json, boolean terminal) {
        this.out = out;
        this.json = json;
        this.terminal = terminal;
    }

    static Output standard(boolean json) {
        return new Output(new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8), json,
                Boolean.getBoolean(TERMINAL));
    }

    /** Tells whether the user wants JSON. */
    boolean json() {
        return json;
    }

    void line(String line) {
        out.println(line);
        out.flush();
    }

    void table(Table table) {
        table.lines().forEach(out::println);
        out.flush();
    }

    void print(Json value) {
        line(JsonWriter.pretty(value));
    }

    /** Tells whether nobody reads any more. */
    boolean isBroken() {
        return out.checkError();
    }

    /** Clears the terminal for what is shown next; elsewhere it is appended. */
    void repaint() {
        if (terminal) {
            out.print(CLEAR);
        }
    }

    /** Prints a value on one line, for readers that take a line at a time. */
    void printLine(Json value) {
        line(value.toString());
    }

    /** Shows how far long work is, on one line that the next call replaces; only where someone can watch. */
    void progress(String line) {
        if (terminal && !json) {
            out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())) + "\r");
            out.flush();
        }
    }
}
