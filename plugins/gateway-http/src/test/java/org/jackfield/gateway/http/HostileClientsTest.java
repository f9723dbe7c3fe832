package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.spi.http.Gateway.Served;
import org.jackfield.spi.http.HttpRoute;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.FakePluginContext;

/** Each test ends with an honest client that is answered. */
class HostileClientsTest {
    private static final String PUT = "PUT /sink HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final FakePluginContext context = new FakePluginContext();
    private final HttpGateway gateway = new HttpGateway(Gateways.narrow(), context);

    @BeforeEach
    void start() throws IOException {
        context.started();
        gateway.start();
        gateway.serve(List.of(new Served(new HttpRoute("PUT", "/sink", 1 << 20, exchange -> {
            exchange.body().readAllBytes();
            exchange.respond(200, "text/plain", "ok");
        }), "test", context::fork)), () -> Gateways.READY);
    }

    @AfterEach
    void answersAnHonestClient() throws IOException {
        Await.until("others are gone", () -> context.metrics().value("jackfield_http_connections") == 0);
        try (HttpClient client = new HttpClient(gateway)) {
            assertThat(client.get("/healthz").status()).isEqualTo(200);
        }
        gateway.close();
        context.close();
        assertThat(context.failures()).isEmpty();
    }

    static Stream<Arguments> malformed() {
        String head = "GET /healthz HTTP/1.1\r\nHost: t\r\n";
        return Stream.of(Arguments.of("GET /" + "a".repeat(300) + " HTTP/1.1\r\nHost: t\r\n\r\n", 414),
                Arguments.of(head + "X: " + "a".repeat(2000) + "\r\n\r\n", 431),
                Arguments.of(head + "X: a\r\n".repeat(8) + "\r\n", 431),
                Arguments.of("GET /healthz HTTP/1.1\r\n\r\n", 400),
                Arguments.of(head + "Host: u\r\n\r\n", 400),
                Arguments.of("GET /healthz HTTP/1.1\r\nHost : t\r\n\r\n", 400),
                Arguments.of("GET /../etc/passwd HTTP/1.1\r\nHost: t\r\n\r\n", 400),
                Arguments.of("GET http://t/healthz HTTP/1.1\r\nHost: t\r\n\r\n", 400),
                Arguments.of("GET /healthz HTTP/2.0\r\nHost: t\r\n\r\n", 505),
                Arguments.of("PUT /sink HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
                Arguments.of("PUT /sink HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
                Arguments.of("PUT /sink HTTP/1.1\r\nHost: t\r\nContent-Length: -3\r\n\r\nabc", 400),
                Arguments.of("PUT /sink HTTP/1.1\r\nHost: t\r\nContent-Length: 9999999\r\n\r\nabc", 413),
                Arguments.of("PUT /sink HTTP/1.1\r\nHost: t\r\nExpect: tea\r\nContent-Length: 1\r\n\r\n", 417),
                Arguments.of("GET /healthz HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello", 413),
                Arguments.of("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n", 400));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWithAReasonAndCloses(String request, int status) throws IOException {
        try (HttpClient client = new HttpClient(gateway)) {
            client.send(request);
            HttpClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text()).isNotBlank().doesNotContain("Exception");
            client.assertEnds();
        }
    }

    @Test
    void givesHeadersThatDripLittleTime() throws IOException {
        try (HttpClient client = new HttpClient(gateway)) {
            client.send("GET /healthz HTTP/1.1\r\n");
            long start = System.nanoTime();
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(System.nanoTime() - start).isGreaterThan(100_000_000L);
            client.assertEnds();
        }
    }

    @Test
    void closesConnectionsThatSayNothing() throws IOException {
        try (HttpClient client = new HttpClient(gateway)) {
            client.assertEnds();
        }
    }

    @Test
    void givesABodyThatStopsLittleTime() throws IOException {
        try (HttpClient client = new HttpClient(gateway)) {
            client.send(PUT + "5\r\nhel");
            assertThat(client.answer().status()).isEqualTo(408);
            client.assertEnds();
        }
    }

    @Test
    void refusesChunksThatAreNone() throws IOException {
        for (String garbage : List.of("zz\r\n", "-1\r\n", "ffffffffffffffff\r\n", "5\r\nhelloX\r\n0\r\n\r\n")) {
            try (HttpClient client = new HttpClient(gateway)) {
                client.send(PUT + garbage);
                assertThat(client.answer().status()).as(garbage).isEqualTo(400);
                client.assertEnds();
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        try (HttpClient client = new HttpClient(gateway)) {
            client.send("GET /healthz HTTP/1.1\r\nHost: t\r\n\r\nGET /nothing HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().status()).isEqualTo(404);
        }
    }

    /** A client that asks and asks and never reads; its answers have nowhere to go. */
    @Test
    void stopsReadingFromAClientThatNeverReads() throws IOException {
        String asks = "GET /metrics HTTP/1.1\r\nHost: t\r\n\r\n".repeat(100);
        double before = context.metrics().value("jackfield_http_requests_total", "GET /metrics", "2xx");
        try (HttpClient client = new HttpClient(gateway)) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 10_000; i++) {
                        client.send(asks);
                    }
                } catch (IOException _) {
                    // cut by the gateway
                }
            });
            assertThat(Await.comesTrue(() -> !writer.isAlive(), Duration.ofSeconds(60))).as("the gateway gives up").isTrue();
        }
        double answered = context.metrics().value("jackfield_http_requests_total", "GET /metrics", "2xx") - before;
        assertThat(answered).isPositive().isLessThan(1_000_000);
    }

    @Test
    void closesConnectionsBeyondTheCap() throws IOException {
        List<HttpClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < Gateways.narrow().maxConnections(); i++) {
                clients.add(new HttpClient(gateway));
                assertThat(clients.getLast().get("/healthz").status()).isEqualTo(200);
            }
            try (HttpClient beyond = new HttpClient(gateway)) {
                beyond.assertEnds();
            }
            assertThat(context.metrics().value("jackfield_http_connections_refused_total")).isEqualTo(1);
        } finally {
            for (HttpClient client : clients) {
                client.close();
            }
        }
    }
}
