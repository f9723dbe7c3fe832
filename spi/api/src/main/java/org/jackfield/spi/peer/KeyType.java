package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.MalformedException;

/** The kinds of key a peer may have. Source: libp2p, peer-ids. */
public enum KeyType {

    RSA(0), ED25519(1), SECP256K1(2), ECDSA(3);

    private final int code;

    KeyType(int code) {
        this.code = code;
    }

    /** The number in the Type field of a key's protobuf. */
    public int code() {
        return code;
    }

    /**
     * The type with this number.
     *
     * @throws MalformedException if none has it
     */
    public static KeyType of(long code) {
        for (var type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new MalformedException("key type is not 0..3: " + Long.toUnsignedString(code));
    }
}
