package org.jackfield.security.tls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Preamble;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;

/** TLS 1.3 as libp2p runs it. */
final class TlsSecurity implements SecurityProtocol {
    static final ProtocolId ID = new ProtocolId("/tls/1.0.0");

    private final PluginContext context;
    private final FutureTask<HostCertificate> certificate;

    TlsSecurity(PluginContext context) {
        this.context = context;
        certificate = new FutureTask<>(() -> HostCertificate.generate(context.identity()));
    }

    @Override
    public ProtocolId id() {
        return ID;
    }

    /** Makes this process's certificate beside the rest of the start; the first handshake waits for it. */
    @Override
    public void start() {
        context.fork("tls certificate", certificate::run);
    }

    @Override
    public SecureChannel secure(Preamble raw, Handshake handshake) throws IOException {
        HostCertificate ours = certificate();
        PeerCheck check = new PeerCheck(handshake.expected(), context.verifier());
        try {
            return new Handshaker(Engines.make(ours, check, handshake), check, raw, handshake).run();
        } catch (GeneralSecurityException e) {
            throw new HandshakeFailed("tls cannot be used: " + e.getMessage(), e);
        }
    }

    private HostCertificate certificate() throws IOException {
        // no effect once it runs or ran
        certificate.run();
        try {
            return certificate.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for the certificate");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            throw new HandshakeFailed("tls cannot be used: " + e.getCause(), e);
        }
    }
}
