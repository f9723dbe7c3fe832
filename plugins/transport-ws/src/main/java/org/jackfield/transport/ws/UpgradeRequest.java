package org.jackfield.transport.ws;

import java.util.List;
import java.util.Optional;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.multiformats.Bytes;

/**
 * Judges a request: what it must be to become a link. Source: RFC 6455, section 4.2.
 *
 * @param path    served besides {@code /}; empty means that one alone
 * @param origins web pages whose scripts may connect; empty means any. Who is no browser names none, and may always
 */
record UpgradeRequest(Optional<Bytes> path, List<String> origins) {
    private static final String VERSION = "13";

    /** Gives the status line that refuses the request; empty if it is as it must be. */
    Optional<String> refusal(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure()) {
            boolean tooLong = request.decoderResult().cause() instanceof TooLongFrameException;
            return Optional.of(tooLong ? "431 Request Header Fields Too Large" : "400 Bad Request");
        }
        if (headers.size() > HttpHeads.MAX_HEADERS) {
            return Optional.of("431 Request Header Fields Too Large");
        }
        if (!RequestPath.of(request.uri()).filter(this::serves).isPresent()) {
            return Optional.of("404 Not Found");
        }
        if (!request.method().equals(HttpMethod.GET) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || headers.contains(
                HttpHeaderNames.CONTENT_LENGTH)) {
            return Optional.of("400 Bad Request");
        }
        if (!HttpHeads.upgrades(request) || !VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of("426 Upgrade Required");
        }
        if (!allows(headers.get(HttpHeaderNames.ORIGIN))) {
            return Optional.of("403 Forbidden");
        }
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        return key == null || !HandshakeKey.isKey(key) ? Optional.of("400 Bad Request") : Optional.empty();
    }

    private boolean serves(Bytes asked) {
        return asked.isEmpty() || path.filter(asked::equals).isPresent();
    }

    private boolean allows(@Nullable String origin) {
        return origin == null || origins.isEmpty() || origins.contains(origin);
    }
}
