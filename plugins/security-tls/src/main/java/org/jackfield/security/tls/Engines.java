package org.jackfield.security.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Role;

/**
 * Makes engines as libp2p wants them: TLS 1.3 only, both sides with a certificate, muxers offered by ALPN. They are Bouncy Castle's:
 * {@link NamelessIssuers} says why.
 */
final class Engines {
    /** Says that the handshake agrees on no muxer. Source: libp2p specs, tls/tls.md, ALPN. */
    static final String NO_MUXER = "libp2p";

    private static final String VERSION = "TLSv1.3";
    /** All that TLS 1.3 has in use, the fastest on most processors first. */
    private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"};
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Provider JSSE = new BouncyCastleJsseProvider(false, new Primitives());

    private Engines() {}

    /** Makes an engine for one handshake; nothing of it is shared, so no session can be resumed. */
    static SSLEngine make(HostCertificate ours, PeerCheck check, Handshake handshake) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance(VERSION, JSSE);
        context.init(new KeyManager[]{new OneKey(ours)}, new TrustManager[]{check}, RANDOM);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(handshake.role() == Role.INITIATOR);
        engine.setNeedClientAuth(handshake.role() == Role.RESPONDER);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[]{VERSION});
        parameters.setCipherSuites(SUITES);
        List<String> offers = offers(handshake.muxers());
        if (handshake.role() == Role.INITIATOR) {
            parameters.setApplicationProtocols(offers.toArray(String[]::new));
        }
        engine.setSSLParameters(parameters);
        if (handshake.role() == Role.RESPONDER) {
            // The client's order decides; a client that offers nothing we know may still negotiate a muxer afterwards.
            engine.setHandshakeApplicationProtocolSelector(
                    (_, theirs) -> theirs.stream().filter(offers::contains).findFirst().orElse(""));
        }
        return engine;
    }

    private static List<String> offers(List<ProtocolId> muxers) {
        return Stream.concat(muxers.stream().map(ProtocolId::value), Stream.of(NO_MUXER)).toList();
    }

    /** Shows one certificate to everybody, whatever kinds of key or issuers the peer asks for. */
    private static final class OneKey extends X509ExtendedKeyManager {
        private static final String ALIAS = "host";

        private final HostCertificate host;

        OneKey(HostCertificate host) {
            this.host = host;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[]{ALIAS};
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[]{ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[]{host.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return host.key();
        }
    }
}
