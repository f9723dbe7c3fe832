package org.jackfield.transport.ws;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;

/** The heads of HTTP messages, as the handshake reads and writes them. */
final class HttpHeads {
    /** More than browsers send with all their cookies through some proxies; what a link that is no WebSocket yet may occupy. */
    static final int MAX_BYTES = 16 * 1024;
    /** More headers than that no browser sends. */
    static final int MAX_HEADERS = 100;

    private static final int MAX_LINE = 4096;

    private HttpHeads() {}

    /** Gives the bounds of a head, for Netty's decoders. */
    static HttpDecoderConfig bounds() {
        return new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_BYTES);
    }

    /** Writes a head: each line as it is, then an empty one. */
    static ByteBuf of(ByteBufAllocator allocator, String... lines) {
        byte[] text = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return allocator.directBuffer(text.length).writeBytes(text);
    }

    /** Whether the message asks for, or grants, the change to WebSocket. */
    static boolean upgrades(HttpMessage message) {
        return message.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && message.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                && message.headers().containsValue(HttpHeaderNames.CONNECTION, "upgrade", true);
    }
}
