package org.jackfield.spi.peer;

import org.jackfield.spi.multiformats.Bytes;

/** What this node can prove itself with. The private key never leaves it. Thread-safe. */
public interface Identity {

    PeerId id();

    PublicKey publicKey();

    /** Signs the message as the key's type prescribes. Takes tens of microseconds to milliseconds of arithmetic: not for event loops. */
    Bytes sign(Bytes message);
}
