package org.jackfield.gateway.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.ByteSize;

/**
 * Options of the HTTP gateway.
 *
 * @param listen         where, as {@code host:port}; IPv6 in brackets; port 0 takes a free one
 * @param tls            serve HTTPS; without it plain HTTP
 * @param maxConnections clients connected at once, 1 to 65536; more are closed at once
 * @param maxRequestLine bytes of method, path and query, 256 B to 64 KiB; more is refused with 414
 * @param maxHeaderSize  bytes of all headers together, 256 B to 1 MiB; more is refused with 431
 * @param maxHeaders     headers of a request, 1 to 1024; more are refused with 431
 * @param headerTimeout  from the first byte of a request to the end of its headers; later is refused with 408
 * @param idleTimeout    how long a client may send nothing between requests, or move nothing of a body
 */
public record HttpGatewayConfig(List<String> listen, Optional<Tls> tls, int maxConnections, ByteSize maxRequestLine,
        ByteSize maxHeaderSize, int maxHeaders, Duration headerTimeout, Duration idleTimeout) {
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /** The options at their defaults: this machine alone. */
    public static final HttpGatewayConfig DEFAULTS = new HttpGatewayConfig(List.of("127.0.0.1:4080"), Optional.empty(), 256,
            ByteSize.kibi(8), ByteSize.kibi(16), 64, Duration.ofSeconds(10), Duration.ofSeconds(30));

    private static final int MAX_CONNECTIONS = 65_536;
    private static final int MAX_HEADERS = 1024;
    private static final int LEAST = 256;
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADER_SIZE = 1024 * 1024;

    public HttpGatewayConfig {
        listen = List.copyOf(listen);
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("listen names at least one address, such as 127.0.0.1:4080");
        }
        listen.forEach(ListenAddress::parse);
        within("max-connections", maxConnections, 1, MAX_CONNECTIONS);
        within("max-headers", maxHeaders, 1, MAX_HEADERS);
        within("max-request-line", maxRequestLine.bytes(), LEAST, MAX_LINE);
        within("max-header-size", maxHeaderSize.bytes(), LEAST, MAX_HEADER_SIZE);
        within("header-timeout", headerTimeout);
        within("idle-timeout", idleTimeout);
    }

    /**
     * What HTTPS needs.
     *
     * @param certificate PEM file with the certificate and those it is signed with
     * @param key         PEM file with the private key, PKCS #8, without a password
     */
    public record Tls(Path certificate, Path key) {}

    private static void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " is " + least + " to " + most + ": " + value);
        }
    }

    private static void within(String option, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(option + " is 1ms to 1h: " + value);
        }
    }
}
