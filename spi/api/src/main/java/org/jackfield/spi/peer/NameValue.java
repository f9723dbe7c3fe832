package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** A DNS name or the name of a network interface: UTF-8 that is not empty and holds neither a slash nor a character one cannot see. */
final class NameValue implements ValueCodec {

    @Override
    public int size() {
        return VARIABLE;
    }

    @Override
    public void check(Bytes value) {
        var text = value.utf8();
        if (text.isEmpty() || text.indexOf('/') >= 0 || !isVisible(text)) {
            throw new MalformedException("expected a name without slashes and control characters, got " + value);
        }
    }

    @Override
    public Bytes parse(String text) {
        var value = Bytes.ofUtf8(text);
        check(value);
        return value;
    }

    @Override
    public String print(Bytes value) {
        return value.utf8();
    }

    /** Whether the text can go into a log without forging a line of it or turning its direction. */
    static boolean isVisible(String text) {
        return text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }
}
