package org.jackfield.spi.multiformats;

/**
 * Text forms of bytes, told apart by their first character. Decoding is strict: no foreign characters or white space, unused bits
 * zero, padding exactly where the encoding has it. Base 16, 32 and 36 accept either case, even mixed. Source: multiformats,
 * multibase.
 */
public enum Multibase {

    BASE16('f', new PowerOfTwoBase(4, Alphabets.HEX, Case.ANY, false)),
    BASE16_UPPER('F', new PowerOfTwoBase(4, Alphabets.HEX_UPPER, Case.ANY, false)),
    BASE32('b', new PowerOfTwoBase(5, Alphabets.RFC4648, Case.ANY, false)),
    BASE32_UPPER('B', new PowerOfTwoBase(5, Alphabets.RFC4648_UPPER, Case.ANY, false)),
    BASE32_PAD('c', new PowerOfTwoBase(5, Alphabets.RFC4648, Case.ANY, true)),
    BASE32_PAD_UPPER('C', new PowerOfTwoBase(5, Alphabets.RFC4648_UPPER, Case.ANY, true)),
    BASE36('k', new IntegerBase(Alphabets.ALPHANUMERIC, Case.ANY)),
    BASE36_UPPER('K', new IntegerBase(Alphabets.ALPHANUMERIC_UPPER, Case.ANY)),
    BASE58BTC('z', new IntegerBase(Alphabets.BITCOIN, Case.EXACT)),
    BASE64('m', new PowerOfTwoBase(6, Alphabets.BASE64, Case.EXACT, false)),
    BASE64_PAD('M', new PowerOfTwoBase(6, Alphabets.BASE64, Case.EXACT, true)),
    BASE64URL('u', new PowerOfTwoBase(6, Alphabets.BASE64URL, Case.EXACT, false)),
    BASE64URL_PAD('U', new PowerOfTwoBase(6, Alphabets.BASE64URL, Case.EXACT, true));

    /**
     * Longest text, in characters without the prefix, that base 36 and base 58 read or write: their cost grows with the square of
     * the length. The other bases are linear and take what the caller takes.
     */
    public static final int MAX_INTEGER_TEXT = 1024;

    private final char prefix;
    private final BaseCodec codec;

    Multibase(char prefix, BaseCodec codec) {
        this.prefix = prefix;
        this.codec = codec;
    }

    /** The character that texts in this base begin with. */
    public char prefix() {
        return prefix;
    }

    /**
     * The base with this prefix.
     *
     * @throws MalformedException if none has it
     */
    public static Multibase of(char prefix) {
        for (var base : values()) {
            if (base.prefix == prefix) {
                return base;
            }
        }
        throw new MalformedException("no multibase has the prefix " + Excerpt.of(prefix));
    }

    /**
     * Reads text with its prefix, in whatever base that names.
     *
     * @throws MalformedException if it is not multibase
     */
    public static Bytes decode(String text) {
        if (text.isEmpty()) {
            throw new MalformedException("expected multibase, got empty text");
        }
        return of(text.charAt(0)).decodeBare(text.substring(1));
    }

    /**
     * The text with its prefix.
     *
     * @throws IllegalArgumentException if longer than {@link #MAX_INTEGER_TEXT} allows
     */
    public String encode(Bytes bytes) {
        return prefix + codec.encode(bytes);
    }

    /**
     * The text without the prefix.
     *
     * @throws IllegalArgumentException if longer than {@link #MAX_INTEGER_TEXT} allows
     */
    public String encodeBare(Bytes bytes) {
        return codec.encode(bytes);
    }

    /**
     * Reads text of this base that carries no prefix.
     *
     * @throws MalformedException if it is not of this base
     */
    public Bytes decodeBare(String text) {
        return codec.decode(text);
    }
}
