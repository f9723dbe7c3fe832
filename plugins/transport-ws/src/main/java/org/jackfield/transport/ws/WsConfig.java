package org.jackfield.transport.ws;

import java.util.List;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.datapath.tcp.TcpOptions;

/**
 * Options of the WebSocket transport.
 *
 * @param maxFrame       longest frame a peer may send, 1KiB to 1GiB; it is passed on as it arrives, so its length costs no memory
 * @param origins        web pages whose scripts may connect, as browsers name them: {@code https://app.example.org}; empty means any
 * @param trustedProxies networks of the reverse proxies that are believed when they tell for whom they speak: {@code 10.0.0.0/8}
 * @param tls            certificates of {@code /tls/ws}
 * @param socket         the sockets below
 */
public record WsConfig(ByteSize maxFrame, List<String> origins, List<String> trustedProxies, TlsOptions tls, TcpOptions socket) {
    private static final ByteSize LEAST_FRAME = ByteSize.kibi(1);
    private static final ByteSize MOST_FRAME = ByteSize.mebi(1024);

    /** The options at their defaults. */
    public static final WsConfig DEFAULTS = new WsConfig(ByteSize.mebi(1), List.of(), List.of(),
            TlsOptions.DEFAULTS, TcpOptions.DEFAULTS);

    public WsConfig {
        if (maxFrame.compareTo(LEAST_FRAME) < 0 || maxFrame.compareTo(MOST_FRAME) > 0) {
            throw new IllegalArgumentException("max-frame is " + LEAST_FRAME + " to " + MOST_FRAME + ": " + maxFrame);
        }
        origins = List.copyOf(origins);
        trustedProxies = List.copyOf(trustedProxies);
        ClientAddress _ = ClientAddress.trusting(trustedProxies);
    }
}
