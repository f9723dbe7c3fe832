package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.spi.tck.FakePluginContext;

/** With the files of a certificate, made by the JDK's keytool, only TLS is spoken. */
@Timeout(60)
class TlsTest {
    private static final String REQUEST = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir Path folder;

    private final FakePluginContext context = new FakePluginContext();
    private KeyStore made;
    private HttpGateway gateway;

    @BeforeEach
    void start() throws Exception {
        context.started();
        made = make("dns:localhost,ip:127.0.0.1");
        Path certificate = write("certificate.pem", "CERTIFICATE", made.getCertificate("mine").getEncoded());
        Path key = write("key.pem", "PRIVATE KEY", made.getKey("mine", PASSWORD).getEncoded());
        HttpGatewayConfig plain = Gateways.config("127.0.0.1:0");
        gateway = new HttpGateway(new HttpGatewayConfig(plain.listen(), Optional.of(new HttpGatewayConfig.Tls(certificate, key)),
                plain.maxConnections(), plain.maxRequestLine(), plain.maxHeaderSize(), plain.maxHeaders(), plain.headerTimeout(),
                plain.idleTimeout()), context);
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.close();
        context.close();
    }

    @Test
    void answersAClientThatChecksTheCertificateAndTheName() throws Exception {
        assertThat(ask("127.0.0.1").text()).contains("\"ready\":false");
        assertThat(ask("localhost").status()).isEqualTo(503);
        assertThatThrownBy(() -> ask("other.example")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void saysNothingToAClientWithoutTls() throws IOException {
        InetSocketAddress target = gateway.listening().getFirst();
        try (Socket socket = new Socket(target.getAddress(), target.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
        }
    }

    /** Connects to the gateway under a name that the certificate has to be for. */
    private HttpClient.Answer ask(String host) throws IOException, GeneralSecurityException {
        InetSocketAddress target = gateway.listening().getFirst();
        try (Socket below = new Socket(target.getAddress(), target.getPort());
                SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket(below, host, target.getPort(), true);
                HttpClient client = new HttpClient(socket)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return client.get("/healthz");
        }
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mine", made.getCertificate("mine"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private KeyStore make(String names) throws Exception {
        Path file = folder.resolve("made.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
                "mine", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=test", "-validity", "2", "-ext", "san=" + names,
                "-storetype",
                "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD)).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Path write(String name, String kind, byte[] der) throws IOException {
        return Files.writeString(folder.resolve(name), "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n");
    }
}
