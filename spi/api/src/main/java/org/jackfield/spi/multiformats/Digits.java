package org.jackfield.spi.multiformats;

import java.util.Arrays;

/** An alphabet in both directions. */
final class Digits {

    private static final int ASCII = 128;

    private final char[] symbols;
    private final byte[] values = new byte[ASCII];

    Digits(String alphabet, Case letters) {
        symbols = alphabet.toCharArray();
        Arrays.fill(values, (byte) -1);
        for (int value = 0; value < symbols.length; value++) {
            values[symbols[value]] = (byte) value;
            if (letters == Case.ANY) {
                values[Character.toLowerCase(symbols[value])] = (byte) value;
                values[Character.toUpperCase(symbols[value])] = (byte) value;
            }
        }
    }

    int count() {
        return symbols.length;
    }

    char symbol(int value) {
        return symbols[value];
    }

    /**
     * The value of the character at the index.
     *
     * @throws MalformedException if it is no digit of this alphabet
     */
    int value(String text, int index) {
        char symbol = text.charAt(index);
        int value = symbol < ASCII ? values[symbol] : -1;
        if (value < 0) {
            throw new MalformedException("not a base-" + count() + " digit: " + Excerpt.of(symbol) + " at index " + index);
        }
        return value;
    }
}
