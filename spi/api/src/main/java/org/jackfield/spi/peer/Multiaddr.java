package org.jackfield.spi.peer;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.multiformats.ByteReader;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Excerpt;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;

/**
 * Where and how a peer can be reached, one protocol after the other from the outside in: {@code /ip4/127.0.0.1/tcp/4001/p2p/12D3Koo...}.
 * Immutable, compared by content, safe for all threads; no method resolves names. Source: multiformats, multiaddr; where
 * implementations differ the strict reading is taken.
 */
public final class Multiaddr {

    /** Most parts an address may have; real ones have up to about ten. */
    public static final int MAX_PARTS = 32;

    /** Longest binary form, in bytes. */
    public static final int MAX_BYTES = 2048;

    /** Longest text read, in characters: every byte of a path may take three. */
    public static final int MAX_TEXT = 3 * MAX_BYTES;

    /** The address without parts: a start for {@link #with}. Neither {@link #parse} nor {@link #decode} return it. */
    public static final Multiaddr EMPTY = new Multiaddr(List.of(), Bytes.EMPTY);

    private final List<Part> parts;
    private final Bytes bytes;

    private Multiaddr(List<Part> parts, Bytes bytes) {
        this.parts = parts;
        this.bytes = bytes;
    }

    /**
     * One protocol of an address with its value.
     *
     * @param protocol what it is
     * @param value in binary form, without a length; empty if the protocol has none
     */
    public record Part(AddressProtocol protocol, Bytes value) {

        /** @throws MalformedException if this is no value of the protocol */
        public Part {
            protocol.check(value);
        }

        /** The value as it stands in an address: {@code 127.0.0.1}; empty if the protocol has none. */
        public String text() {
            return protocol.print(value);
        }

        /** The part as it stands in an address: {@code /ip4/127.0.0.1}. */
        @Override
        public String toString() {
            if (!protocol.hasValue()) {
                return "/" + protocol;
            }
            // the text of a path brings its slash along
            return "/" + protocol + (protocol == AddressProtocol.UNIX ? "" : "/") + text();
        }

        private void writeTo(ByteArrayOutputStream target) {
            Varint.put(protocol.code(), target);
            if (protocol.isPrefixed()) {
                Varint.put(value.length(), target);
            }
            target.writeBytes(value.toArray());
        }
    }

    /**
     * Reads the text form. One slash at the end is forgiven.
     *
     * @throws MalformedException if it is not an address or empty
     */
    public static Multiaddr parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new MalformedException("address has " + text.length() + " characters, at most " + MAX_TEXT);
        }
        if (!text.startsWith("/")) {
            throw new MalformedException("an address begins with a slash: " + Excerpt.of(text));
        }
        try {
            return notEmpty(AddressText.parts(text));
        } catch (MalformedException e) {
            throw new MalformedException(e.getMessage() + ", in " + Excerpt.of(text), e);
        }
    }

    /**
     * Reads the binary form.
     *
     * @throws MalformedException if it is not an address, empty, or has a protocol that is not known here
     */
    public static Multiaddr decode(Bytes encoded) {
        if (encoded.length() > MAX_BYTES) {
            throw new MalformedException("address has " + encoded.length() + " bytes, at most " + MAX_BYTES);
        }
        var parts = new ArrayList<Part>();
        // an address outlives the message it came in, so it must not hold on to that
        var reader = new ByteReader(Bytes.copyOf(encoded.toArray()));
        while (reader.hasRemaining()) {
            var protocol = AddressProtocol.of(reader.varint());
            parts.add(new Part(protocol, protocol.isPrefixed() ? reader.prefixed() : reader.bytes(protocol.size())));
            checkCount(parts);
        }
        return notEmpty(parts);
    }

    private static Multiaddr notEmpty(List<Part> parts) {
        if (parts.isEmpty()) {
            throw new MalformedException("an address has at least one part");
        }
        return of(parts);
    }

    private static Multiaddr of(List<Part> parts) {
        checkCount(parts);
        var target = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            if (part.protocol() == AddressProtocol.UNIX && i < parts.size() - 1) {
                throw new MalformedException("nothing may follow /unix");
            }
            part.writeTo(target);
        }
        if (target.size() > MAX_BYTES) {
            throw new MalformedException("address has " + target.size() + " bytes, at most " + MAX_BYTES);
        }
        return new Multiaddr(List.copyOf(parts), Bytes.copyOf(target.toByteArray()));
    }

    private static void checkCount(List<Part> parts) {
        if (parts.size() > MAX_PARTS) {
            throw new MalformedException("address has more than " + MAX_PARTS + " parts");
        }
    }

    /**
     * The address of a socket, with the zone of a link-local one.
     *
     * @param transport TCP or UDP
     * @throws IllegalArgumentException for another protocol or an unresolved socket address
     */
    public static Multiaddr ofSocket(InetSocketAddress socket, AddressProtocol transport) {
        return of(SocketAddresses.parts(socket, transport));
    }

    public Bytes bytes() {
        return bytes;
    }

    public List<Part> parts() {
        return parts;
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /**
     * This address with one more part at its end.
     *
     * @throws MalformedException if the result is too long or follows /unix
     */
    public Multiaddr with(Part part) {
        var longer = new ArrayList<>(parts);
        longer.add(part);
        return of(longer);
    }

    /**
     * Like {@link #with(Part)}: {@code with("tcp", "4001")}.
     *
     * @throws MalformedException if there is no such protocol or value
     */
    public Multiaddr with(String name, String value) {
        var protocol = AddressText.protocol(name);
        return with(new Part(protocol, protocol.parse(value)));
    }

    /** Like {@link #with(Part)}, for a protocol without value: {@code with(AddressProtocol.WS)}. */
    public Multiaddr with(AddressProtocol protocol) {
        return with(new Part(protocol, Bytes.EMPTY));
    }

    /**
     * This address followed by all parts of the other.
     *
     * @throws MalformedException if the result is too long or follows /unix
     */
    public Multiaddr encapsulate(Multiaddr inner) {
        var longer = new ArrayList<>(parts);
        longer.addAll(inner.parts);
        return of(longer);
    }

    /**
     * This address ending in the peer.
     *
     * @throws IllegalArgumentException if it already names another one as {@link #peer()}
     */
    public Multiaddr withPeer(PeerId peer) {
        var present = peer();
        if (present.isEmpty()) {
            return with(new Part(AddressProtocol.P2P, peer.bytes()));
        }
        if (!present.get().equals(peer)) {
            throw new IllegalArgumentException(this + " belongs to another peer than " + peer);
        }
        return this;
    }

    /** This address without the part that {@link #peer()} reads; {@link #EMPTY} if there is no other. */
    public Multiaddr withoutPeer() {
        int index = peerIndex();
        if (index < 0) {
            return this;
        }
        var shorter = new ArrayList<>(parts);
        shorter.remove(index);
        return of(shorter);
    }

    /** The peer at the end of the way: the last one named, unless it is only the relay before a p2p-circuit. */
    public Optional<PeerId> peer() {
        int index = peerIndex();
        return index < 0 ? Optional.empty() : Optional.of(PeerId.decode(parts.get(index).value()));
    }

    private int peerIndex() {
        for (int i = parts.size() - 1; i >= 0; i--) {
            switch (parts.get(i).protocol()) {
                case P2P -> {
                    return i;
                }
                case P2P_CIRCUIT -> {
                    return -1;
                }
                default -> {
                    // goes on looking
                }
            }
        }
        return -1;
    }

    /** The outermost part of this protocol. */
    public Optional<Part> first(AddressProtocol protocol) {
        return parts.stream().filter(part -> part.protocol() == protocol).findFirst();
    }

    public boolean has(AddressProtocol protocol) {
        return first(protocol).isPresent();
    }

    /** Whether the first parts of this address are those of the other. */
    public boolean startsWith(Multiaddr outer) {
        return outer.parts.size() <= parts.size() && parts.subList(0, outer.parts.size()).equals(outer.parts);
    }

    /**
     * The socket to connect or bind to, if the address begins with {@code [ip6zone] ip4|ip6} and {@code tcp|udp}; empty for names, and
     * for a zone that is no interface of this machine.
     */
    public Optional<InetSocketAddress> socketAddress() {
        return SocketAddresses.socket(parts);
    }

    /** Whether the outermost IP address reaches this machine only: 127/8, ::1. */
    public boolean isLoopback() {
        return outermostIpIn(IpRange.LOOPBACK);
    }

    /** Whether the outermost IP address means any interface, fit for listening only: 0.0.0.0, ::. */
    public boolean isUnspecified() {
        return outermostIpIn(IpRange.UNSPECIFIED);
    }

    /** Whether the outermost IP address means something on one link only: 169.254/16, fe80::/10. */
    public boolean isLinkLocal() {
        return outermostIpIn(IpRange.LINK_LOCAL);
    }

    /** Whether the outermost IP address reaches one site only: 10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7 and link-local ones. */
    public boolean isPrivate() {
        return outermostIpIn(IpRange.SITE) || isLinkLocal();
    }

    private boolean outermostIpIn(List<IpRange> ranges) {
        return parts.stream()
                .filter(part -> part.protocol() == AddressProtocol.IP4 || part.protocol() == AddressProtocol.IP6)
                .findFirst()
                .filter(ip -> IpRange.anyContains(ranges, ip.value()))
                .isPresent();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Multiaddr that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** The text form, canonical: equal addresses have equal texts. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        parts.forEach(text::append);
        return text.toString();
    }
}
