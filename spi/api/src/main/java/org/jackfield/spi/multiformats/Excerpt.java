package org.jackfield.spi.multiformats;

/** Foreign text as it may stand in a message: quoted, short, and without characters that could forge a line of a log. */
public final class Excerpt {

    private static final int SHOWN = 48;

    private Excerpt() {
    }

    public static String of(char c) {
        return of(String.valueOf(c));
    }

    public static String of(String text) {
        var shown = new StringBuilder("'");
        text.codePoints().limit(SHOWN).forEach(c -> appendPlain(shown, c));
        return shown.append(text.length() > SHOWN ? "...' (" + text.length() + " characters)" : "'").toString();
    }

    private static void appendPlain(StringBuilder target, int c) {
        target.append(c >= ' ' && c < 0x7f ? Character.toString(c) : "\\u{" + Integer.toHexString(c) + "}");
    }
}
