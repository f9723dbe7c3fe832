package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;

/** Checks signatures of peers' keys. Thread-safe. */
@FunctionalInterface
public interface SignatureVerifier {

    /**
     * Whether the key made this signature of exactly this message. False for whatever does not verify, be it wrong, malformed or made
     * by a key that is no point of its curve; never throws for what came from outside. Takes 50 to 500 microseconds of arithmetic:
     * not for event loops.
     */
    boolean verify(PublicKey key, Bytes message, Bytes signature);
}
