package org.jackfield.security.tls;

import org.bouncycastle.util.Properties;

/**
 * While one is open, Bouncy Castle reads certificates whose issuer has no name on this thread, as RFC 5280 forbids and js-libp2p makes them.
 * The JDK's reader has no such switch. Nothing is lost: libp2p proves a peer by what a certificate carries, not by who is named in it.
 */
final class NamelessIssuers implements AutoCloseable {
    private final boolean outermost = !Properties.isOverrideSet(Properties.X509_ALLOW_EMPTY_ISSUER_CERT);

    NamelessIssuers() {
        Properties.setThreadOverride(Properties.X509_ALLOW_EMPTY_ISSUER_CERT, true);
    }

    @Override
    public void close() {
        if (outermost) {
            Properties.removeThreadOverride(Properties.X509_ALLOW_EMPTY_ISSUER_CERT);
        }
    }
}
