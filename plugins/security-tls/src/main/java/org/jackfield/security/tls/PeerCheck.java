package org.jackfield.security.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.SignatureVerifier;

/** Decides within one handshake whether the peer is who it has to be, so that the peer is told by an alert if not. */
final class PeerCheck extends X509ExtendedTrustManager {
    private static final X509Certificate[] NONE = {};

    private final Optional<PeerId> expected;
    private final SignatureVerifier verifier;
    private volatile @Nullable PeerId peer;
    private volatile @Nullable PeerId stranger;

    PeerCheck(Optional<PeerId> expected, SignatureVerifier verifier) {
        this.expected = expected;
        this.verifier = verifier;
    }

    /** Gives who it is instead of the one expected. */
    Optional<PeerId> stranger() {
        return Optional.ofNullable(stranger);
    }

    /** Gives the peer, once it is proved. */
    Optional<PeerId> peer() {
        return Optional.ofNullable(peer);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NONE;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException("the peer sent " + chain.length + " certificates, it must send one");
        }
        PeerId proved = PeerCertificate.prove(chain[0].getEncoded(), verifier);
        if (expected.isPresent() && !expected.get().equals(proved)) {
            stranger = proved;
            throw new CertificateException("the peer is " + proved);
        }
        peer = proved;
    }
}
