package org.jackfield.testing.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import org.jackfield.spi.peer.Multiaddr;

/** js-libp2p in a page that is served here and opened by a browser without a window. */
final class WebPage implements AutoCloseable {
    private static final byte[] HTML = "<!doctype html><script type=module src=/page.js></script>".getBytes(StandardCharsets.UTF_8);
    private static final int PATIENCE_SECONDS = 120;

    private final HttpServer server;
    private final Process browser;
    private final CompletableFuture<String> result;

    private WebPage(HttpServer server, Process browser, CompletableFuture<String> result) {
        this.server = server;
        this.browser = browser;
        this.result = result;
    }

    /**
     * Opens the page.
     *
     * @param dialed  what the page's node is to dial
     * @param profile folder for what the browser keeps; empty
     */
    static WebPage open(Multiaddr dialed, Path profile) throws IOException {
        PeerBuilds.require("browser");
        CompletableFuture<String> result = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, "text/html", HTML));
        server.createContext("/page.js",
                exchange -> answer(exchange, "text/javascript", Files.readAllBytes(PeerBuilds.file("browser-page.js"))));
        server.createContext("/result", exchange -> {
            String told = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, "text/plain", new byte[0]);
            result.complete(told);
        });
        server.start();
        String page = "http://127.0.0.1:" + server.getAddress().getPort() + "/?addr=" + URLEncoder.encode(dialed.toString(),
                StandardCharsets.UTF_8);
        // no sandbox: it cannot be had as root in a container, and the page is ours
        ProcessBuilder builder = new ProcessBuilder(PeerBuilds.file("browser").toString(), "--headless=new", "--no-sandbox",
                "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
                "--user-data-dir=" + profile, page);
        builder.environment().put("HOME", profile.toString());
        Process browser = builder.redirectErrorStream(true).redirectOutput(PeerBuilds.log("browser")).start();
        return new WebPage(server, browser, result);
    }

    /** Waits for what the page tells. */
    @SuppressWarnings("unchecked") // JSON is YAML, and the page tells one object
    Map<String, Object> result() {
        try {
            String told = result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(told);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the page tells nothing; target/browser.log may say why", e);
        }
    }

    @Override
    public void close() {
        // all of them: who is left goes on writing to the profile
        List<ProcessHandle> processes = Stream.concat(browser.descendants(), Stream.of(browser.toHandle())).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(each -> each.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
