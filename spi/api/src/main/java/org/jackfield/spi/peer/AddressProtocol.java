package org.jackfield.spi.peer;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** The protocols a {@link Multiaddr} may be made of. Source: multiformats, multiaddr, protocols.csv. */
public enum AddressProtocol {

    IP4("ip4", 4, new Ip4Value()),
    TCP("tcp", 6, new PortValue()),
    DCCP("dccp", 33, new PortValue()),
    IP6("ip6", 41, new Ip6Value()),
    /** The interface of a link-local address; stands before the {@link #IP6} it belongs to. */
    IP6ZONE("ip6zone", 42, new NameValue()),
    IPCIDR("ipcidr", 43, new PrefixLengthValue()),
    DNS("dns", 53, new NameValue()),
    DNS4("dns4", 54, new NameValue()),
    DNS6("dns6", 55, new NameValue()),
    /** A name whose TXT records hold addresses. */
    DNSADDR("dnsaddr", 56, new NameValue()),
    SCTP("sctp", 132, new PortValue()),
    UDP("udp", 273, new PortValue()),
    WEBRTC_DIRECT("webrtc-direct", 280, new NoValue()),
    WEBRTC("webrtc", 281, new NoValue()),
    /** What stands before is a relay. */
    P2P_CIRCUIT("p2p-circuit", 290, new NoValue()),
    UDT("udt", 301, new NoValue()),
    UTP("utp", 302, new NoValue()),
    /** Its path takes the rest of the address, so nothing can follow. */
    UNIX("unix", 400, new UnixPathValue()),
    /** Also read under its former name, ipfs. */
    P2P("p2p", 421, new PeerValue()),
    HTTPS("https", 443, new NoValue()),
    ONION("onion", 444, new OnionValue(10)),
    ONION3("onion3", 445, new OnionValue(35)),
    GARLIC64("garlic64", 446, new Garlic64Value()),
    GARLIC32("garlic32", 447, new Garlic32Value()),
    TLS("tls", 448, new NoValue()),
    SNI("sni", 449, new NameValue()),
    NOISE("noise", 454, new NoValue()),
    /** QUIC draft 29: extinct, still found in old addresses. */
    QUIC("quic", 460, new NoValue()),
    QUIC_V1("quic-v1", 461, new NoValue()),
    WEBTRANSPORT("webtransport", 465, new NoValue()),
    CERTHASH("certhash", 466, new CerthashValue()),
    WS("ws", 477, new NoValue()),
    /** The same as tls followed by ws. */
    WSS("wss", 478, new NoValue()),
    HTTP("http", 480, new NoValue()),
    HTTP_PATH("http-path", 481, new HttpPathValue()),
    MEMORY("memory", 777, new MemoryValue()),
    /** Web socket with a path, of older Rust peers. */
    X_PARITY_WS("x-parity-ws", 4770, new HttpPathValue()),
    /** Secure web socket with a path, of older Rust peers. */
    X_PARITY_WSS("x-parity-wss", 4780, new HttpPathValue()),
    PLAINTEXTV2("plaintextv2", 7367777, new NoValue());

    private static final String FORMER_P2P = "ipfs";
    private static final Map<String, AddressProtocol> BY_NAME = by(AddressProtocol::toString);
    private static final Map<Long, AddressProtocol> BY_CODE = by(AddressProtocol::code);

    private final String text;
    private final long code;
    private final ValueCodec codec;

    AddressProtocol(String text, long code, ValueCodec codec) {
        this.text = text;
        this.code = code;
        this.codec = codec;
    }

    private static <K> Map<K, AddressProtocol> by(Function<AddressProtocol, K> key) {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    /** The protocol that is written like this in an address. */
    public static Optional<AddressProtocol> named(String name) {
        return Optional.ofNullable(name.equals(FORMER_P2P) ? P2P : BY_NAME.get(name));
    }

    /**
     * The protocol with this number in the multicodec table.
     *
     * @throws MalformedException if none of these has it
     */
    public static AddressProtocol of(long code) {
        var protocol = BY_CODE.get(code);
        if (protocol == null) {
            throw new MalformedException("no known address protocol has the code " + code);
        }
        return protocol;
    }

    /** The number in the multicodec table, written as a varint in binary addresses. */
    public long code() {
        return code;
    }

    /** Whether the name is followed by a value. */
    public boolean hasValue() {
        return codec.size() != 0;
    }

    /** The name as it stands in an address: {@code webrtc-direct}. */
    @Override
    public String toString() {
        return text;
    }

    boolean isPrefixed() {
        return codec.size() == ValueCodec.VARIABLE;
    }

    /** Bytes of each value, of a protocol that is not prefixed. */
    int size() {
        return codec.size();
    }

    void check(Bytes value) {
        try {
            codec.check(value);
        } catch (MalformedException e) {
            throw describe(e);
        }
    }

    Bytes parse(String value) {
        try {
            return codec.parse(value);
        } catch (MalformedException e) {
            throw describe(e);
        }
    }

    String print(Bytes value) {
        return codec.print(value);
    }

    private MalformedException describe(MalformedException cause) {
        return new MalformedException("value of /" + text + ": " + cause.getMessage(), cause);
    }
}
