package org.jackfield.transport.ws;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Certificates of WebSockets over TLS. They say nothing about who the peer is: its peer id is proved inside, by the security protocol.
 *
 * @param certificate PEM file with this node's certificate and those that vouch for it; absent means one made at start, which no browser
 *                    takes
 * @param key         PEM file with the key of {@code certificate}, PKCS #8, not encrypted
 * @param trust       PEM file with the certificates that listeners are checked against; absent means the authorities Java comes with
 * @param insecure    dials listeners whatever certificate they show. Who sits in between then sees that libp2p is spoken, and between
 *                    which peers, but still can neither read nor change what is said, nor pass for another peer
 */
public record TlsOptions(Optional<Path> certificate, Optional<Path> key, Optional<Path> trust, boolean insecure) {
    /** A certificate made at start, and dials to listeners that the authorities vouch for. */
    public static final TlsOptions DEFAULTS = new TlsOptions(Optional.empty(), Optional.empty(), Optional.empty(), false);

    public TlsOptions {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("tls.certificate and tls.key belong together: name both or none");
        }
        if (trust.isPresent() && insecure) {
            throw new IllegalArgumentException("tls.trust has no effect while tls.insecure is true: remove one of them");
        }
    }
}
