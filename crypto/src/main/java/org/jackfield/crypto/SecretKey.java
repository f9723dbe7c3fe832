package org.jackfield.crypto;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PublicKey;

/** A private key. No implementation is a record, for those print what they hold. Thread-safe. */
interface SecretKey {

    PublicKey publicKey();

    /** The data of the private key's protobuf. Secret. */
    Bytes data();

    Bytes sign(Bytes message);
}
