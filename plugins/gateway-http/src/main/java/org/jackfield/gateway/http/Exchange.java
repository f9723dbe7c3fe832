package org.jackfield.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.http.HttpExchange;
import org.jackfield.spi.http.HttpRequest;
import org.jackfield.spi.http.HttpResponse;

/** One request and its answer. Used by the thread of its handler. */
final class Exchange implements HttpExchange {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final HttpRequest request;
    private final BodyInput body;
    private final Outlet outlet;
    private final Manner manner;
    private @Nullable BodyOutput answer;
    private int status;

    Exchange(HttpRequest request, BodyInput body, Outlet outlet, Manner manner) {
        this.request = request;
        this.body = body;
        this.outlet = outlet;
        this.manner = manner;
    }

    /**
     * How the client wants its answer.
     *
     * @param chunks    whether it understands chunks
     * @param keepAlive whether another request may follow
     * @param clock     tells the date
     */
    record Manner(boolean chunks, boolean keepAlive, InstantSource clock) {}

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public OutputStream respond(HttpResponse head) throws IOException {
        if (answer != null) {
            throw new IllegalStateException("the answer has begun already");
        }
        boolean bodiless = head.status() == NO_CONTENT || head.status() == NOT_MODIFIED;
        boolean silent = request.method().equals("HEAD") || bodiless;
        DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(head.status()));
        head.headers().forEach((name, value) -> response.headers().set(name, value));
        if (head.length().isPresent() && !bodiless) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, head.length().getAsLong());
        } else if (!silent && manner.chunks()) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        status = head.status();
        BodyOutput out = new BodyOutput(outlet, bodiless ? OptionalLong.empty() : head.length(), silent);
        answer = out;
        general(response.headers(), keepsAlive());
        outlet.send(response);
        return out;
    }

    boolean hasBegun() {
        return answer != null;
    }

    /** Gives the status answered; 0 if there is no answer. */
    int status() {
        return status;
    }

    /** Ends the answer the handler began. */
    void end() throws IOException {
        BodyOutput out = answer;
        if (out == null) {
            throw new IllegalStateException("the handler gave no answer");
        }
        out.end();
    }

    /** Frees what is held. */
    void discard() {
        body.close();
        BodyOutput out = answer;
        if (out != null) {
            out.discard();
        }
    }

    /** Answers in place of the handler; the connection ends after it. */
    void refuse(Refusal refusal) {
        status = refusal.status();
        outlet.sendNow(refusal(refusal, manner.clock()));
    }

    /** Makes an answer that says no, and that the connection ends. */
    static DefaultFullHttpResponse refusal(Refusal refusal, InstantSource clock) {
        byte[] text = (refusal.reason() + "\n").getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refusal.status()),
                Unpooled.wrappedBuffer(text));
        refusal.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8").set(HttpHeaderNames.CONTENT_LENGTH, text.length);
        general(response.headers(), HttpHeaderValues.CLOSE.toString(), clock);
        return response;
    }

    /** Without chunks or a length, only the end of the connection ends an answer. */
    boolean keepsAlive() {
        BodyOutput out = answer;
        return manner.keepAlive() && out != null && (manner.chunks() || out.isDelimited());
    }

    private void general(HttpHeaders headers, boolean keepAlive) {
        general(headers, (keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE).toString(), manner.clock());
    }

    private static void general(HttpHeaders headers, String connection, InstantSource clock) {
        headers.set(HttpHeaderNames.CONNECTION, connection);
        headers.set(HttpHeaderNames.DATE, DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    }
}
