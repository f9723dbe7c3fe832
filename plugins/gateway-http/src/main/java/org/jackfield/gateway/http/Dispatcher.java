package org.jackfield.gateway.http;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import org.jackfield.spi.http.Gateway.Served;
import org.jackfield.spi.http.HttpRequest;

/** Decides what becomes of a request once its headers are there. Immutable. */
final class Dispatcher {
    private static final String CONTINUE = "100-continue";

    private final HttpGatewayConfig config;
    private final Router own;
    private final Router contributed;
    private final BooleanSupplier ready;

    /**
     * @param own         routes that are served at all times
     * @param contributed routes that are served while the node is ready
     */
    Dispatcher(HttpGatewayConfig config, Router own, Router contributed, BooleanSupplier ready) {
        this.config = config;
        this.own = own;
        this.contributed = contributed;
        this.ready = ready;
    }

    /** What becomes of a request. */
    sealed interface Decision {}

    /** Its handler runs. */
    record Run(Served served, HttpRequest request) implements Decision {}

    /** It is answered at once. */
    record Refuse(Refusal refusal) implements Decision {}

    /** Decides; the body may be still to come. */
    Decision decide(io.netty.handler.codec.http.HttpRequest head, InetSocketAddress remote) {
        Optional<Refusal> malformed = malformed(head);
        if (malformed.isPresent()) {
            return new Refuse(malformed.get());
        }
        RequestTarget target;
        try {
            target = RequestTarget.parse(head.uri());
        } catch (IllegalArgumentException e) {
            return new Refuse(new Refusal(400, String.valueOf(e.getMessage())));
        }
        String method = head.method().name();
        Router.Match match = own.match(method, target.segments());
        if (match instanceof Router.Nothing) {
            if (!ready.getAsBoolean()) {
                return new Refuse(new Refusal(503, "the node is not ready"));
            }
            match = contributed.match(method, target.segments());
        }
        return switch (match) {
            case Router.Nothing _ -> new Refuse(new Refusal(404, "nothing is here"));
            case Router.OtherMethod other -> new Refuse(new Refusal(405, "methods: " + String.join(", ", other.allowed()),
                    Map.of("allow", String.join(", ", other.allowed()))));
            case Router.Found found -> found(head, target, found, remote);
        };
    }

    private Optional<Refusal> malformed(io.netty.handler.codec.http.HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return Optional.of(switch (head.decoderResult().cause()) {
                case TooLongHttpLineException _ ->
                    new Refusal(414, "the request line is longer than max-request-line allows");
                case TooLongHttpHeaderException _ -> new Refusal(431, "the headers are longer than max-header-size allows");
                default -> new Refusal(400, "not a request of HTTP/1.1");
            });
        }
        if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1) && !head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(new Refusal(505, "versions: HTTP/1.1, HTTP/1.0"));
        }
        if (head.headers().size() > config.maxHeaders()) {
            return Optional.of(new Refusal(431, "more headers than max-headers allows"));
        }
        if (head.protocolVersion().equals(HttpVersion.HTTP_1_1) && head.headers().getAll(HttpHeaderNames.HOST).size() != 1) {
            return Optional.of(new Refusal(400, "a request of HTTP/1.1 names one host"));
        }
        if (head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !List.of("chunked").equals(head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING).stream()
                        .map(value -> value.toLowerCase(Locale.ROOT)).toList())) {
            return Optional.of(new Refusal(501, "transfer encodings: chunked"));
        }
        return Optional.empty();
    }

    private static Decision found(io.netty.handler.codec.http.HttpRequest head, RequestTarget target, Router.Found found,
            InetSocketAddress remote) {
        String expected = head.headers().get(HttpHeaderNames.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase(CONTINUE)) {
            return new Refuse(new Refusal(417, "expectations: " + CONTINUE));
        }
        long most = found.served().route().maxBody();
        if (HttpUtil.getContentLength(head, 0L) > most || most == 0 && HttpUtil.isTransferEncodingChunked(head)) {
            return new Refuse(new Refusal(413, "a body here has at most " + most + " bytes"));
        }
        return new Run(found.served(), new HttpRequest(head.method().name(), target.path(), found.parameters(), target.query(),
                headers(head), remote));
    }

    private static Map<String, List<String>> headers(io.netty.handler.codec.http.HttpRequest head) {
        Map<String, List<String>> headers = new HashMap<>();
        head.headers().forEach(header -> headers.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(header.getValue()));
        headers.replaceAll((_, values) -> List.copyOf(values));
        return headers;
    }
}
