package org.jackfield.security.tls;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;

/** The frames of TLS: type, version, length. Source: RFC 8446, section 5. */
final class Records {
    /** Bytes before the body. */
    static final int HEADER = 5;
    /** Longest body: 16 KiB and what encryption may add. */
    static final int MAX_BODY = (1 << 14) + 256;
    /** Longest text in one record. */
    static final int MAX_PLAIN = 1 << 14;

    /** The type of everything that is encrypted. */
    private static final int ENCRYPTED = 23;
    /** What TLS 1.3 writes for the version, for the sake of boxes in between. */
    private static final int VERSION = 0x0303;

    private Records() {}

    /**
     * Checks the header of a record of a handshake; gives the length of the body.
     *
     * @throws SSLException if no record begins so
     */
    static int handshakeBody(byte[] header) throws SSLException {
        // change cipher spec, alert, handshake, and what is encrypted already; a first message may name an older version
        if (header[0] < 20 || header[0] > ENCRYPTED || header[1] != 3 || header[2] < 1 || header[2] > 3) {
            throw new SSLException("this is not TLS");
        }
        return body((header[3] & 0xff) << 8 | header[4] & 0xff);
    }

    /**
     * Checks the header of an encrypted record, which the engine does not hold against what was authenticated; gives the length of the body.
     *
     * @throws SSLException if no record begins so
     */
    static int encryptedBody(ByteBuf in) throws SSLException {
        int at = in.readerIndex();
        if (in.getByte(at) != ENCRYPTED || in.getShort(at + 1) != VERSION) {
            throw new SSLException("this is no encrypted record");
        }
        return body(in.getUnsignedShort(at + 3));
    }

    private static int body(int length) throws SSLException {
        if (length == 0 || length > MAX_BODY) {
            throw new SSLException("a record of " + length + " bytes, allowed are 1 to " + MAX_BODY);
        }
        return length;
    }
}
