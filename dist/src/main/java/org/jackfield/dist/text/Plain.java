package org.jackfield.dist.text;

/** Makes text of strangers harmless for a terminal. */
public final class Plain {
    private static final int LONGEST = 256;

    private Plain() {}

    /** Replaces what is not printable and cuts what is too long for a cell. */
    public static String of(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        StringBuilder plain = new StringBuilder();
        cut.codePoints().forEach(each -> plain.appendCodePoint(isPrintable(each) ? each : '?'));
        return plain.toString();
    }

    private static boolean isPrintable(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
