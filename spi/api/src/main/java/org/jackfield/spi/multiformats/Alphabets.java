package org.jackfield.spi.multiformats;

import java.util.Locale;

/** The digits of each base, in order of value. */
final class Alphabets {

    static final String HEX = "0123456789abcdef";
    static final String HEX_UPPER = HEX.toUpperCase(Locale.ROOT);
    static final String RFC4648 = "abcdefghijklmnopqrstuvwxyz234567";
    static final String RFC4648_UPPER = RFC4648.toUpperCase(Locale.ROOT);
    static final String ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyz";
    static final String ALPHANUMERIC_UPPER = ALPHANUMERIC.toUpperCase(Locale.ROOT);
    static final String BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Alphabets() {
    }
}
