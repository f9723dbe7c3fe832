package org.jackfield.transport.ws;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS below a WebSocket: Java's own, versions 1.2 and 1.3. What takes long in a handshake is left to {@code executor}. Thread-safe. */
final class Tls {
    /** Name in the pipeline. */
    static final String NAME = "tls";

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final long FLUSH_MILLIS = 1000;

    private final TlsOptions options;
    private final InstantSource clock;
    private final Executor executor;
    private @Nullable SslContext dialing;

    Tls(TlsOptions options, InstantSource clock, Executor executor) {
        this.options = options;
        this.clock = clock;
        this.executor = executor;
    }

    /** Makes what shows the configured certificate, or one made now for the address. */
    SslContext listening(WsAddress address) throws IOException {
        Optional<Path> certificate = options.certificate();
        Optional<Path> key = options.key();
        try {
            SslContextBuilder builder = certificate.isPresent() && key.isPresent()
                    ? SslContextBuilder.forServer(readable("tls.certificate", certificate.get()).toFile(),
                            readable("tls.key", key.get()).toFile())
                    : selfSigned(address);
            return builder.sslProvider(SslProvider.JDK).protocols(VERSIONS).build();
        } catch (IllegalArgumentException | SSLException e) {
            throw new IOException(
                    "transport ws: tls.certificate and tls.key hold no certificate in PEM and its key in PKCS #8 (openssl pkcs8"
                            + " -topk8 -nocrypt makes one): " + e.getMessage(),
                    e);
        }
    }

    /** Makes the handler of one link that came in. */
    SslHandler accepted(SslContext listening, ByteBufAllocator allocator) {
        return withoutTimers(listening.newHandler(allocator, executor));
    }

    /** Makes the handler of one link that is dialed; it asks for the name of the address, and has to see it proved unless told not to. */
    SslHandler dialed(WsAddress address, ByteBufAllocator allocator) throws IOException {
        String host = address.sni().orElse(address.socket().getAddress().getHostAddress());
        SslHandler handler = dialing().newHandler(allocator, host, address.socket().getPort(), executor);
        if (address.sni().isPresent()) {
            try {
                SSLParameters parameters = handler.engine().getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(address.sni().get())));
                handler.engine().setSSLParameters(parameters);
            } catch (IllegalArgumentException e) {
                throw new IOException("no name to ask for: " + address.sni().get(), e);
            }
        }
        return withoutTimers(handler);
    }

    /** Reads the authorities at the first dial: many nodes never make one. */
    private synchronized SslContext dialing() throws IOException {
        SslContext made = dialing;
        if (made == null) {
            SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols(VERSIONS);
            if (options.insecure()) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm("");
            } else if (options.trust().isPresent()) {
                builder.trustManager(readable("tls.trust", options.trust().get()).toFile());
            }
            try {
                made = builder.build();
            } catch (IllegalArgumentException | SSLException e) {
                throw new IOException("transport ws: tls.trust holds no certificates in PEM: " + e.getMessage(), e);
            }
            dialing = made;
        }
        return made;
    }

    private SslContextBuilder selfSigned(WsAddress address) throws IOException {
        InetAddress ip = address.socket().getAddress();
        try {
            SelfSigned made = SelfSigned.generate(address.sni().orElse("localhost"),
                    ip.isAnyLocalAddress() ? List.of() : List.of(ip.getAddress()), clock.instant());
            return SslContextBuilder.forServer(made.key(), made.certificate());
        } catch (GeneralSecurityException e) {
            throw new IOException("transport ws: no certificate can be made: " + e.getMessage(), e);
        }
    }

    private static Path readable(String option, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("transport ws: " + option + ": cannot read " + file.toAbsolutePath());
        }
        return file;
    }

    /** One deadline holds for the whole handshake, and the transport has it. */
    private static SslHandler withoutTimers(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(FLUSH_MILLIS);
        return handler;
    }
}
