package org.jackfield.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.FakeInbound;
import org.jackfield.spi.tck.FakePluginContext;

/** Which certificates are shown and believed. */
@Timeout(60)
class CertificatesTest {
    @TempDir static Path folder;

    private final FakePluginContext context = new FakePluginContext();
    private final List<WsTransport> transports = new java.util.ArrayList<>();

    @BeforeEach
    void start() {
        context.started();
    }

    @AfterEach
    void close() {
        transports.forEach(WsTransport::close);
        context.close();
    }

    @Test
    void aListenerThatTheTrustedFileVouchesForIsDialedByItsNameOrAddress() throws Exception {
        TlsOptions shown = files("good", "node.example");
        Listener listener = listen(shown, "/ip4/127.0.0.1/tcp/0/tls/ws");
        WsTransport dialer = transport(new TlsOptions(Optional.empty(), Optional.empty(), shown.certificate(), false));
        dial(dialer, at(listener, "/tls/ws"));
        dial(dialer, at(listener, "/tls/sni/node.example/ws"));
        assertThatThrownBy(() -> dial(dialer, at(listener, "/tls/sni/other.example/ws"))).isInstanceOf(HandshakeFailed.class)
                .hasMessageContaining("other.example");
    }

    @Test
    void aListenerThatNobodyVouchesForIsNotDialedUnlessToldTo() throws Exception {
        Listener listener = listen(TlsOptions.DEFAULTS, "/ip4/127.0.0.1/tcp/0/tls/ws");
        assertThatThrownBy(() -> dial(transport(TlsOptions.DEFAULTS), at(listener, "/tls/ws"))).isInstanceOf(HandshakeFailed.class)
                .hasMessageContaining("tls.trust and tls.insecure");
        dial(transport(Configs.INSECURE), at(listener, "/wss"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aListenerSpeaksBothVersionsOfTls(String version) throws Exception {
        Listener listener = listen(TlsOptions.DEFAULTS, "/ip4/127.0.0.1/tcp/0/tls/sni/node.example/ws");
        SSLContext anyone = SSLContext.getInstance("TLS");
        anyone.init(null, new TrustManager[]{InsecureTrustManagerFactory.INSTANCE.getTrustManagers()[0]}, null);
        int port = listener.address().socketAddress().orElseThrow().getPort();
        try (SSLSocket socket = (SSLSocket) anyone.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.setEnabledProtocols(new String[]{version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            assertThat(shown.getSubjectAlternativeNames()).map(name -> name.get(1).toString()).containsExactly("node.example", "127.0.0.1");
            shown.checkValidity();
        }
    }

    @Test
    void aListenerDoesNotStartWithoutTheFilesThatAreNamed() {
        TlsOptions missing = new TlsOptions(Optional.of(folder.resolve("none.pem")), Optional.of(folder.resolve("none.key")),
                Optional.empty(), false);
        assertThatThrownBy(() -> listen(missing, "/ip4/127.0.0.1/tcp/0/tls/ws")).isInstanceOf(IOException.class)
                .hasMessageContaining("tls.certificate").hasMessageContaining("none.pem");
    }

    @Test
    void aListenerDoesNotStartWithAKeyOfAnotherForm() throws Exception {
        TlsOptions good = files("other", "node.example");
        Path key = Files.writeString(folder.resolve("rsa.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        TlsOptions bad = new TlsOptions(good.certificate(), Optional.of(key), Optional.empty(), false);
        assertThatThrownBy(() -> listen(bad, "/ip4/127.0.0.1/tcp/0/tls/ws")).isInstanceOf(IOException.class)
                .hasMessageContaining("openssl pkcs8");
    }

    private WsTransport transport(TlsOptions tls) {
        WsTransport transport = new WsTransport(Configs.with(tls, WsConfig.DEFAULTS.socket()), context);
        transports.add(transport);
        transport.start();
        return transport;
    }

    private Listener listen(TlsOptions tls, String address) throws IOException {
        return transport(tls).listen(Multiaddr.parse(address), FakeInbound.taking(link -> ((Link.Raw) link).channel().close()));
    }

    private static void dial(WsTransport dialer, Multiaddr address) throws IOException {
        ((Link.Raw) dialer.dial(address, Deadline.after(Duration.ofSeconds(20)))).channel().close();
    }

    private static Multiaddr at(Listener listener, String form) {
        return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + listener.address().socketAddress().orElseThrow().getPort() + form);
    }

    private static TlsOptions files(String name, String host) throws Exception {
        SelfSigned made = SelfSigned.generate(host, List.of(new byte[]{127, 0, 0, 1}), Instant.now());
        Path certificate = Files.writeString(folder.resolve(name + ".pem"), pem("CERTIFICATE", made.certificate().getEncoded()));
        Path key = Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", made.key().getEncoded()));
        return new TlsOptions(Optional.of(certificate), Optional.of(key), Optional.empty(), false);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
