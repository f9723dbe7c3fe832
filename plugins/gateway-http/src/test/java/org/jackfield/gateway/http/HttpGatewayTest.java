package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.http.Gateway.Served;
import org.jackfield.spi.http.Health;
import org.jackfield.spi.http.HttpRoute;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.tck.FakePluginContext;

class HttpGatewayTest {
    private final FakePluginContext context = new FakePluginContext();
    private final HttpGateway gateway = new HttpGateway(Gateways.config("127.0.0.1:0"), context);

    @BeforeEach
    void start() throws IOException {
        context.started();
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.close();
        context.close();
    }

    @Test
    void printsWhatIsMeasured() throws IOException {
        context.metrics().gauge(Metric.of("test_depth", "Depth", "where")).with("here").add(7);
        try (HttpClient client = new HttpClient(gateway)) {
            HttpClient.Answer answer = client.get("/metrics");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.text()).contains("# TYPE test_depth gauge\ntest_depth{where=\"here\"} 7\n", "jackfield_http_connections 1\n");
            assertThat(client.get("/metrics").text())
                    .contains("jackfield_http_requests_total{route=\"GET /metrics\",status=\"2xx\"} 1\n");
        }
    }

    @Test
    void tellsOfHealthAlsoBeforeTheNodeIsReady() throws IOException {
        try (HttpClient client = new HttpClient(gateway)) {
            assertThat(client.get("/healthz").status()).isEqualTo(503);
            gateway.serve(List.of(), () -> new Health(true, Map.of("kad", "no peers"), List.of(), List.of("disk full")));
            HttpClient.Answer answer = client.get("/healthz");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("\"ready\":true", "\"kad\":\"no peers\"", "disk full");
        }
    }

    @Test
    void keepsItsOwnRoutes() {
        assertThatThrownBy(() -> gateway.serve(List.of(new Served(HttpRoute.get("/metrics", _ -> {}), "plugin x", context::fork)),
                () -> Gateways.READY)).hasMessageContaining("GET /metrics").hasMessageContaining("plugin x");
    }

    @Test
    void saysWhyItCannotListen() {
        String taken = "127.0.0.1:" + gateway.listening().getFirst().getPort();
        HttpGateway second = new HttpGateway(Gateways.config(taken), new FakePluginContext());
        assertThatThrownBy(second::start).isInstanceOf(IOException.class).hasMessageContaining(taken);
        second.close();
    }

    @Test
    void saysWhichFilesOfTlsItCannotUse() {
        HttpGatewayConfig plain = Gateways.config("127.0.0.1:0");
        HttpGatewayConfig config = new HttpGatewayConfig(plain.listen(),
                java.util.Optional.of(new HttpGatewayConfig.Tls(Path.of("/no/certificate"), Path.of("/no/key"))), 8, plain.maxRequestLine(),
                plain.maxHeaderSize(), 8, plain.headerTimeout(), plain.idleTimeout());
        HttpGateway other = new HttpGateway(config, new FakePluginContext());
        assertThatThrownBy(other::start).isInstanceOf(IOException.class).hasMessageContaining("certificate");
        other.close();
    }

    @Test
    void keepsAConnectionForFurtherRequests() throws IOException {
        gateway.serve(List.of(new Served(new HttpRoute("PUT", "/echo", 100, exchange -> exchange.respond(200, "text/plain",
                new String(exchange.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))), "test", context::fork)),
                () -> Gateways.READY);
        try (HttpClient client = new HttpClient(gateway)) {
            for (String text : List.of("one", "two")) {
                client.send("PUT /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\n" + text);
                assertThat(client.answer().text()).isEqualTo(text);
            }
            client.send("PUT /echo HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            client.send("three");
            assertThat(client.answer().text()).isEqualTo("three");
        }
    }

    @Test
    void endsTheConnectionOfAnOldClient() throws IOException {
        try (HttpClient client = new HttpClient(gateway)) {
            client.send("GET /healthz HTTP/1.0\r\n\r\n");
            HttpClient.Answer answer = client.answer();
            assertThat(answer.header("connection")).isEqualTo("close");
            client.assertEnds();
        }
    }
}
