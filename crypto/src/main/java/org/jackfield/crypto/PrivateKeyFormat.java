package org.jackfield.crypto;

import java.io.ByteArrayOutputStream;

import org.jackfield.spi.multiformats.ByteReader;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;
import org.jackfield.spi.peer.KeyType;

/**
 * The protobuf {@code PrivateKey{1 Type, 2 Data}} that libp2p implementations keep in their key files. What is read there was written
 * by one of them, so there is nothing to be lenient about. Source: libp2p, peer-ids.
 */
final class PrivateKeyFormat {

    /** An 8192-bit RSA key has about 4700 bytes. */
    static final int MAX_ENCODED = 8 * 1024;

    private static final int TYPE_TAG = 1 << 3;
    private static final int DATA_TAG = (2 << 3) | 2;

    private PrivateKeyFormat() {
    }

    static SecretKey decode(Bytes encoded) {
        if (encoded.length() > MAX_ENCODED) {
            throw new MalformedException("private key has " + encoded.length() + " bytes, at most " + MAX_ENCODED);
        }
        KeyType type = null;
        Bytes data = null;
        var reader = new ByteReader(encoded);
        while (reader.hasRemaining()) {
            int tag = reader.u8();
            if (tag == TYPE_TAG && type == null) {
                type = KeyType.of(reader.varint());
            } else if (tag == DATA_TAG && data == null) {
                data = reader.prefixed();
            } else {
                throw new MalformedException("private key has a field that is unknown or comes twice");
            }
        }
        if (type == null || data == null) {
            throw new MalformedException("private key lacks its " + (type == null ? "type" : "data"));
        }
        return Scheme.of(type).decode(data);
    }

    static Bytes encode(SecretKey key) {
        var data = key.data();
        var target = new ByteArrayOutputStream();
        target.write(TYPE_TAG);
        Varint.put(key.publicKey().type().code(), target);
        target.write(DATA_TAG);
        Varint.put(data.length(), target);
        target.writeBytes(data.toArray());
        return Bytes.copyOf(target.toByteArray());
    }
}
