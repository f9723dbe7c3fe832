package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.http.Gateway;
import org.jackfield.spi.http.Gateway.Served;
import org.jackfield.spi.http.GatewayProvider;
import org.jackfield.spi.http.Health;
import org.jackfield.spi.http.HttpHandler;
import org.jackfield.spi.http.HttpRequest;
import org.jackfield.spi.http.HttpResponse;
import org.jackfield.spi.http.HttpRoute;

/**
 * What every gateway promises: it finds the route, streams bodies both ways as fast as they are read, keeps to the bounds of a route, and
 * tells a client nothing of what goes wrong inside.
 *
 * @param <C> its options
 */
public abstract class GatewayContract<C extends Record> extends ProviderContract<Gateway, C> {
    private static final Health READY = new Health(true, Map.of(), List.of(), List.of());
    private static final String TEXT = "text/plain";
    /** More than all buffers between two ends of a loopback connection. */
    private static final int LARGE = 64 << 20;
    private static final int PATIENCE = 10_000;
    /** What has not moved for so long, in nanoseconds, stands still; a machine may be busy. */
    private static final long STILL = 1_000_000_000;

    private final List<Gateway> started = new ArrayList<>();

    /**
     * @param config the options the tests run with; plain HTTP on loopback, at a free port
     */
    protected GatewayContract(GatewayProvider<C> provider, C config) {
        super(provider, config);
    }

    @AfterEach
    final void closeGateways() throws IOException {
        for (Gateway gateway : started) {
            gateway.close();
        }
    }

    @Test
    final void handsTheHandlerWhatTheClientAsksFor() throws IOException {
        AtomicReference<@Nullable HttpRequest> seen = new AtomicReference<>();
        Gateway gateway = serving(HttpRoute.get("/pieces/{id}/{rest...}", exchange -> {
            seen.set(exchange.request());
            exchange.respond(200, TEXT, "found");
        }));
        HttpURLConnection call = call(gateway, "GET", "/pieces/a%2Fb/c/d?n=1&n=2&q=x%20y");
        call.setRequestProperty("X-Test", "yes");
        assertThat(text(call)).isEqualTo("found");
        HttpRequest request = java.util.Objects.requireNonNull(seen.get());
        assertThat(request.parameters()).isEqualTo(Map.of("id", "a/b", "rest", "c/d"));
        assertThat(request.query()).isEqualTo(Map.of("n", List.of("1", "2"), "q", List.of("x y")));
        assertThat(request.header("x-test")).contains("yes");
        assertThat(request.remote().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    final void prefersPlainTextToASegmentInBraces() throws IOException {
        Gateway gateway = serving(answering("/a/{any...}", "rest"), answering("/a/{one}", "one"), answering("/a/b", "plain"));
        assertThat(text(call(gateway, "GET", "/a/b"))).isEqualTo("plain");
        assertThat(text(call(gateway, "GET", "/a/c"))).isEqualTo("one");
        assertThat(text(call(gateway, "GET", "/a/b/c"))).isEqualTo("rest");
    }

    @Test
    final void answersHeadWithTheHeadAlone() throws IOException {
        Gateway gateway = serving(answering("/a", "four"));
        HttpURLConnection call = call(gateway, "HEAD", "/a");
        assertThat(call.getResponseCode()).isEqualTo(200);
        assertThat(call.getHeaderField("content-length")).isEqualTo("4");
        assertThat(call.getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    final void tellsWhatIsNotThere() throws IOException {
        Gateway gateway = serving(answering("/a", "a"));
        assertThat(call(gateway, "GET", "/b").getResponseCode()).isEqualTo(404);
        HttpURLConnection other = call(gateway, "DELETE", "/a");
        assertThat(other.getResponseCode()).isEqualTo(405);
        assertThat(other.getHeaderField("allow")).contains("GET").contains("HEAD");
    }

    @Test
    final void answersNobodyBeforeTheNodeIsReady() throws IOException {
        Gateway gateway = started();
        assertThat(call(gateway, "GET", "/a").getResponseCode()).isEqualTo(503);
        boolean[] ready = {false};
        gateway.serve(List.of(served(answering("/a", "a"))), () -> new Health(ready[0], Map.of(), List.of(), List.of()));
        assertThat(call(gateway, "GET", "/a").getResponseCode()).isEqualTo(503);
        ready[0] = true;
        assertThat(call(gateway, "GET", "/a").getResponseCode()).isEqualTo(200);
    }

    @Test
    final void streamsLargeBodiesBothWays() throws IOException {
        Gateway gateway = serving(new HttpRoute("PUT", "/echo", Long.MAX_VALUE, exchange -> {
            try (OutputStream out = exchange.respond(HttpResponse.of(200, TEXT))) {
                exchange.body().transferTo(out);
            }
        }));
        HttpURLConnection call = call(gateway, "PUT", "/echo");
        call.setDoOutput(true);
        call.setChunkedStreamingMode(64 * 1024);
        // a part that fits in the buffers on the way: this client reads only when it has written all
        byte[] sent = pattern(256 * 1024);
        call.getOutputStream().write(sent);
        call.getOutputStream().close();
        assertThat(call.getInputStream().readAllBytes()).isEqualTo(sent);
    }

    @Test
    final void stopsAClientWhoseBodyIsNotRead() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Gateway gateway = serving(new HttpRoute("PUT", "/slow", Long.MAX_VALUE, exchange -> {
            await(done);
            exchange.respond(200, TEXT, "ok");
        }));
        try (Socket client = connect(gateway)) {
            client.getOutputStream().write(ascii("PUT /slow HTTP/1.1\r\nHost: test\r\nContent-Length: " + LARGE + "\r\n\r\n"));
            AtomicLong written = new AtomicLong();
            Thread writer = Thread.ofVirtual().start(() -> write(client, written));
            assertThat(stalls(written)).as("bytes taken of a body that nobody reads").isLessThan(LARGE);
            done.countDown();
            writer.join(PATIENCE);
        }
    }

    @Test
    final void waitsForAClientThatReadsSlowly() throws Exception {
        AtomicLong written = new AtomicLong();
        Gateway gateway = serving(HttpRoute.get("/large", exchange -> {
            OutputStream out = exchange.respond(new HttpResponse(200, Map.of(), OptionalLong.of(LARGE)));
            byte[] part = new byte[16 * 1024];
            while (written.get() < LARGE) {
                out.write(part);
                written.addAndGet(part.length);
            }
        }));
        try (Socket client = connect(gateway)) {
            client.getOutputStream().write(ascii("GET /large HTTP/1.1\r\nHost: test\r\n\r\n"));
            assertThat(stalls(written)).as("bytes taken from a handler whose client reads nothing").isLessThan(LARGE);
            InputStream in = client.getInputStream();
            while (in.read() != '\n' || in.read() != '\r') {
                // the lines of the head; an empty one ends it
            }
            assertThat(in.read()).isEqualTo('\n');
            assertThat(in.skip(LARGE)).as("bytes of the body").isEqualTo(LARGE);
        }
    }

    @Test
    final void refusesBodiesBeyondTheRoutes() throws IOException {
        Gateway gateway = serving(new HttpRoute("PUT", "/small", 8, exchange -> {
            exchange.body().readAllBytes();
            exchange.respond(200, TEXT, "ok");
        }), answering("/none", "ok"));
        assertThat(put(gateway, "/small", new byte[8], false)).isEqualTo(200);
        assertThat(put(gateway, "/small", new byte[9], false)).isEqualTo(413);
        assertThat(put(gateway, "/small", new byte[9], true)).isEqualTo(413);
    }

    @Test
    final void tellsNothingOfAHandlerThatFails() throws IOException {
        Gateway gateway = serving(HttpRoute.get("/io", _ -> {
            throw new IOException("secret");
        }), HttpRoute.get("/runtime", _ -> {
            throw new IllegalStateException("secret");
        }), HttpRoute.get("/silent", _ -> {}), answering("/a", "a"));
        for (String path : List.of("/io", "/runtime", "/silent")) {
            HttpURLConnection call = call(gateway, "GET", path);
            assertThat(call.getResponseCode()).as(path).isEqualTo(500);
            assertThat(new String(call.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("secret", "Exception",
                    "jackfield");
        }
        assertThat(text(call(gateway, "GET", "/a"))).isEqualTo("a");
    }

    @Test
    final void cutsAnAnswerWhoseHandlerFails() throws IOException {
        Gateway gateway = serving(HttpRoute.get("/chunks", exchange -> {
            try (OutputStream out = exchange.respond(HttpResponse.of(200, TEXT))) {
                out.write(new byte[100_000]);
                throw new IOException("test");
            }
        }), HttpRoute.get("/short", exchange -> exchange.respond(new HttpResponse(200, Map.of(), OptionalLong.of(10))).write(1)));
        for (String path : List.of("/chunks", "/short")) {
            HttpURLConnection call = call(gateway, "GET", path);
            assertThatThrownBy(() -> call.getInputStream().readAllBytes()).as(path).isInstanceOf(IOException.class);
        }
    }

    @Test
    final void runsHandlersAsTasksOfTheirComponent() throws IOException {
        List<String> forked = new java.util.concurrent.CopyOnWriteArrayList<>();
        Gateway gateway = started();
        gateway.serve(List.of(new Served(answering("/a", "a"), "test", (name, task) -> {
            forked.add(name);
            context().fork(name, task);
        })), () -> READY);
        assertThat(text(call(gateway, "GET", "/a"))).isEqualTo("a");
        assertThat(forked).hasSize(1);
    }

    private Gateway started() throws IOException {
        Gateway gateway = start();
        started.add(gateway);
        return gateway;
    }

    private Gateway serving(HttpRoute... routes) throws IOException {
        Gateway gateway = started();
        gateway.serve(java.util.Arrays.stream(routes).map(this::served).toList(), () -> READY);
        return gateway;
    }

    private Served served(HttpRoute route) {
        return new Served(route, "test", context()::fork);
    }

    private static HttpRoute answering(String path, String text) {
        HttpHandler handler = exchange -> exchange.respond(200, TEXT, text);
        return HttpRoute.get(path, handler);
    }

    private HttpURLConnection call(Gateway gateway, String method, String path) throws IOException {
        InetSocketAddress address = gateway.listening().getFirst();
        URI uri = URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
        HttpURLConnection call = (HttpURLConnection) uri.toURL().openConnection();
        call.setRequestMethod(method);
        call.setConnectTimeout(PATIENCE);
        call.setReadTimeout(PATIENCE);
        return call;
    }

    private static String text(HttpURLConnection call) throws IOException {
        try (InputStream in = call.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int put(Gateway gateway, String path, byte[] body, boolean chunked) throws IOException {
        HttpURLConnection call = call(gateway, "PUT", path);
        call.setDoOutput(true);
        if (chunked) {
            call.setChunkedStreamingMode(4);
        } else {
            call.setFixedLengthStreamingMode(body.length);
        }
        try (OutputStream out = call.getOutputStream()) {
            out.write(body);
        }
        return call.getResponseCode();
    }

    private Socket connect(Gateway gateway) throws IOException {
        Socket client = new Socket();
        client.connect(gateway.listening().getFirst(), PATIENCE);
        client.setSoTimeout(PATIENCE);
        return client;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pattern(int length) {
        byte[] pattern = new byte[length];
        for (int i = 0; i < length; i++) {
            pattern[i] = (byte) (i * 31);
        }
        return pattern;
    }

    private static void write(Socket client, AtomicLong written) {
        byte[] part = new byte[16 * 1024];
        try {
            while (written.get() < LARGE) {
                client.getOutputStream().write(part);
                written.addAndGet(part.length);
            }
        } catch (IOException _) {
            // the test closes the socket below the writer
        }
    }

    /** Gives the value at which a count stands still for some time. */
    private static long stalls(AtomicLong count) {
        long[] seen = {-1, System.nanoTime()};
        Await.until("it stands still", () -> {
            long now = count.get();
            if (now != seen[0]) {
                seen[0] = now;
                seen[1] = System.nanoTime();
            }
            return now > 0 && System.nanoTime() - seen[1] > STILL || now >= LARGE;
        });
        return count.get();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException();
        }
    }
}
