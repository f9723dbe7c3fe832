package org.jackfield.spi.multiformats;

/**
 * Bases that write the bytes as one large integer: 36 and 58. Each leading zero byte becomes one leading zero digit. Works on five
 * digits (less than 2^30) and four bytes at a time; the cost is quadratic, hence the cap {@link Multibase#MAX_INTEGER_TEXT}.
 */
final class IntegerBase implements BaseCodec {

    private static final int CHUNK = 5;
    private static final long LOW_WORD = 0xffffffffL;

    private final Digits digits;
    private final int[] powers = new int[CHUNK + 1];

    IntegerBase(String alphabet, Case letters) {
        digits = new Digits(alphabet, letters);
        powers[0] = 1;
        for (int i = 1; i <= CHUNK; i++) {
            powers[i] = powers[i - 1] * digits.count();
        }
    }

    @Override
    public String encode(Bytes bytes) {
        int zeros = 0;
        while (zeros < bytes.length() && bytes.at(zeros) == 0) {
            zeros++;
        }
        if (bytes.length() > Multibase.MAX_INTEGER_TEXT) {
            throw tooLong(bytes.length() + " bytes");
        }
        var backwards = new StringBuilder();
        int[] words = words(bytes.slice(zeros, bytes.length()));
        for (int top = 0; top < words.length;) {
            int chunk = divide(words, top);
            while (top < words.length && words[top] == 0) {
                top++;
            }
            boolean last = top == words.length;
            for (int i = 0; last ? chunk != 0 : i < CHUNK; i++) {
                backwards.append(digits.symbol(chunk % digits.count()));
                chunk /= digits.count();
            }
        }
        if (zeros + backwards.length() > Multibase.MAX_INTEGER_TEXT) {
            throw tooLong(zeros + backwards.length() + " digits");
        }
        backwards.repeat(digits.symbol(0), zeros);
        return backwards.reverse().toString();
    }

    private IllegalArgumentException tooLong(String size) {
        return new IllegalArgumentException(
                size + " are too many for base " + digits.count() + ": at most " + Multibase.MAX_INTEGER_TEXT + " digits");
    }

    /** The bytes as big-endian words, the first one not zero. */
    private static int[] words(Bytes bytes) {
        var words = new int[(bytes.length() + 3) / 4];
        for (int i = 0; i < bytes.length(); i++) {
            int fromEnd = bytes.length() - 1 - i;
            words[words.length - 1 - fromEnd / 4] |= bytes.at(i) << (Byte.SIZE * (fromEnd % 4));
        }
        return words;
    }

    /**
     * Divides the words from top on by one chunk's worth of digits.
     *
     * @return the remainder
     */
    private int divide(int[] words, int top) {
        long divisor = powers[CHUNK];
        long remainder = 0;
        for (int i = top; i < words.length; i++) {
            long dividend = (remainder << Integer.SIZE) | (words[i] & LOW_WORD);
            words[i] = (int) (dividend / divisor);
            remainder = dividend % divisor;
        }
        return (int) remainder;
    }

    @Override
    public Bytes decode(String text) {
        if (text.length() > Multibase.MAX_INTEGER_TEXT) {
            throw new MalformedException(
                    "base-" + digits.count() + " text has " + text.length() + " digits, at most " + Multibase.MAX_INTEGER_TEXT);
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == digits.symbol(0)) {
            zeros++;
        }
        // a digit of base 58 holds 5.86 bits, so six bits a digit always suffice
        var words = new int[(text.length() - zeros) * 6 / Integer.SIZE + 1];
        int top = words.length;
        for (int at = zeros; at < text.length();) {
            int count = Math.min(CHUNK, text.length() - at);
            int chunk = 0;
            for (int end = at + count; at < end; at++) {
                chunk = chunk * digits.count() + digits.value(text, at);
            }
            top = multiplyAdd(words, top, powers[count], chunk);
        }
        return bytes(words, top, zeros);
    }

    /**
     * words * factor + addend, where only the words from top on are not zero.
     *
     * @return the new top
     */
    private static int multiplyAdd(int[] words, int top, int factor, int addend) {
        long carry = addend;
        for (int i = words.length - 1; i >= top; i--) {
            carry += (words[i] & LOW_WORD) * factor;
            words[i] = (int) carry;
            carry >>>= Integer.SIZE;
        }
        if (carry == 0) {
            return top;
        }
        words[top - 1] = (int) carry;
        return top - 1;
    }

    private static Bytes bytes(int[] words, int top, int zeros) {
        int first = top == words.length ? 0 : (Integer.SIZE - Integer.numberOfLeadingZeros(words[top]) + 7) / Byte.SIZE;
        int length = top == words.length ? 0 : first + (words.length - 1 - top) * 4;
        var bytes = new byte[zeros + length];
        for (int fromEnd = 0; fromEnd < length; fromEnd++) {
            bytes[bytes.length - 1 - fromEnd] = (byte) (words[words.length - 1 - fromEnd / 4] >>> (Byte.SIZE * (fromEnd % 4)));
        }
        return Bytes.owning(bytes);
    }
}
