package org.jackfield.transport.ws;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.Multiaddr.Part;

/**
 * What a WebSocket address says: {@code /ip4|ip6/…/tcp/…}, then {@code /ws}, {@code /tls/ws} or {@code /tls/sni/…/ws}, then perhaps
 * {@code /http-path/…}. {@code /wss} is another word for {@code /tls/ws}. Pure.
 *
 * @param socket where to connect or bind to
 * @param tls    whether the WebSocket runs over TLS
 * @param sni    name the listener is asked for, and has to prove
 * @param path   path of the request, without the slash at its beginning
 */
record WsAddress(InetSocketAddress socket, boolean tls, Optional<String> sni, Optional<Bytes> path) {
    /** Reads an address; empty if it is of another form. Ignores a peer id at the end. */
    static Optional<WsAddress> of(Multiaddr address) {
        List<Part> parts = address.withoutPeer().parts();
        Optional<InetSocketAddress> socket = address.socketAddress();
        int tcp = address.first(AddressProtocol.TCP).map(parts::indexOf).orElse(-1);
        if (socket.isEmpty() || tcp < 1 || tcp > 2) {
            return Optional.empty();
        }
        ArrayDeque<Part> rest = new ArrayDeque<>(parts.subList(tcp + 1, parts.size()));
        boolean wss = take(rest, AddressProtocol.WSS) != null;
        boolean tls = wss || take(rest, AddressProtocol.TLS) != null;
        Part sni = tls && !wss ? take(rest, AddressProtocol.SNI) : null;
        if (!wss && take(rest, AddressProtocol.WS) == null) {
            return Optional.empty();
        }
        Part path = take(rest, AddressProtocol.HTTP_PATH);
        return rest.isEmpty()
                ? Optional.of(new WsAddress(socket.get(), tls, Optional.ofNullable(sni).map(Part::text), Optional.ofNullable(path).map(
                        Part::value)))
                : Optional.empty();
    }

    /** Gives the address of one end of a link made with this one: no name and no path, which only the listener has. */
    Multiaddr dialerAt(Multiaddr end) {
        return (tls ? end.with(AddressProtocol.TLS) : end).with(AddressProtocol.WS);
    }

    /** Gives the address of the listener's end, with all that this one says of it. */
    Multiaddr listenerAt(Multiaddr end) {
        Multiaddr secured = tls ? end.with(AddressProtocol.TLS) : end;
        Multiaddr named = sni.isPresent() ? secured.with("sni", sni.get()) : secured;
        Multiaddr webSocket = named.with(AddressProtocol.WS);
        return path.isPresent() ? webSocket.with(new Part(AddressProtocol.HTTP_PATH, path.get())) : webSocket;
    }

    /** Gives the host the request is for. */
    String host() {
        String ip = socket.getAddress().getHostAddress().replaceFirst("%.*", "");
        String name = sni.orElse(ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip);
        return socket.getPort() == (tls ? 443 : 80) ? name : name + ":" + socket.getPort();
    }

    private static @Nullable Part take(ArrayDeque<Part> parts, AddressProtocol wanted) {
        return !parts.isEmpty() && parts.getFirst().protocol() == wanted ? parts.removeFirst() : null;
    }
}
