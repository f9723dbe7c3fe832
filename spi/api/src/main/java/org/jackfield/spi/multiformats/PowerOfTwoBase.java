package org.jackfield.spi.multiformats;

/** Bases whose digit holds a whole number of bits: 16, 32 and 64, with or without padding. Source: RFC 4648. */
final class PowerOfTwoBase implements BaseCodec {

    private final int bits;
    private final Digits digits;
    private final boolean padded;
    /** Digits that make a whole number of bytes: 2 for base 16, 8 for base 32, 4 for base 64. */
    private final int group;

    PowerOfTwoBase(int bits, String alphabet, Case letters, boolean padded) {
        this.bits = bits;
        this.digits = new Digits(alphabet, letters);
        this.padded = padded;
        this.group = Byte.SIZE / Integer.lowestOneBit(bits);
    }

    @Override
    public String encode(Bytes bytes) {
        var text = new StringBuilder((int) (((long) bytes.length() * Byte.SIZE + bits - 1) / bits) + group);
        int buffer = 0;
        int held = 0;
        for (int i = 0; i < bytes.length(); i++) {
            buffer = (buffer << Byte.SIZE) | bytes.at(i);
            held += Byte.SIZE;
            while (held >= bits) {
                held -= bits;
                text.append(digits.symbol((buffer >>> held) & mask()));
            }
            buffer &= (1 << held) - 1;
        }
        if (held > 0) {
            text.append(digits.symbol((buffer << (bits - held)) & mask()));
        }
        while (padded && text.length() % group != 0) {
            text.append('=');
        }
        return text.toString();
    }

    @Override
    public Bytes decode(String text) {
        int count = padded ? withoutPadding(text) : text.length();
        var bytes = new byte[(int) ((long) count * bits / Byte.SIZE)];
        int buffer = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            buffer = (buffer << bits) | digits.value(text, i);
            held += bits;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes[at++] = (byte) (buffer >>> held);
                buffer &= (1 << held) - 1;
            }
        }
        if (held >= bits) {
            throw new MalformedException("no base-" + digits.count() + " text has " + count + " digits");
        }
        if (buffer != 0) {
            throw new MalformedException("unused bits of the last base-" + digits.count() + " digit are not zero");
        }
        return Bytes.owning(bytes);
    }

    private int withoutPadding(String text) {
        int count = text.length();
        while (count > 0 && text.length() - count < group && text.charAt(count - 1) == '=') {
            count--;
        }
        if (text.length() % group != 0 || text.length() - count >= group) {
            throw new MalformedException("base-" + digits.count() + " text is not padded to a multiple of " + group);
        }
        return count;
    }

    private int mask() {
        return (1 << bits) - 1;
    }
}
