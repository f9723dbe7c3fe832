package org.jackfield.security.tls;

import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/**
 * What Bouncy Castle's TLS computes with: the JDK's ciphers, which use the processor's instructions for them and are ten times as fast, and
 * its own reader of certificates.
 */
final class Primitives extends JcaTlsCryptoProvider {
    /** Not registered: whoever uses it names it. */
    static final Provider CERTIFICATES = new BouncyCastleProvider();

    private static final JcaJceHelper HELPER = new DefaultJcaJceHelper() {
        @Override
        public CertificateFactory createCertificateFactory(String type) throws CertificateException {
            return CertificateFactory.getInstance(type, CERTIFICATES);
        }
    };

    @Override
    public JcaJceHelper getHelper() {
        return HELPER;
    }
}
