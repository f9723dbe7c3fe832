package org.jackfield.proto.identify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PublicKey;

/**
 * Reads what a peer sends in one or several messages, which are merged: repeated fields append, of others the last one counts. Pure; what
 * it keeps is bounded whatever comes. Addresses and protocols that cannot be read are left out. Not thread-safe.
 */
final class IdentifyDecoder {
    /** Longest message, in bytes; as long as go-libp2p and js-libp2p read. */
    static final int MAX_MESSAGE = 8 * 1024;
    /** Most messages of one exchange; go-libp2p's bound. */
    static final int MAX_MESSAGES = 10;
    /** Most protocols of one peer, readable or not; go-libp2p's bound. */
    static final int MAX_PROTOCOLS = 1024;
    /** Most addresses of one peer, readable or not; go-libp2p's bound for a connected peer. */
    static final int MAX_ADDRESSES = 500;
    /** Most characters kept of an agent or protocol version; the peer store shows them, and real ones have up to about 80. */
    static final int MAX_TEXT = 128;
    /** Most unknown fields of one message; the known ones are eight, one of them withdrawn. */
    private static final int MAX_UNKNOWN = 16;

    private final Set<Multiaddr> addresses = new LinkedHashSet<>();
    private final Set<ProtocolId> protocols = new LinkedHashSet<>();
    private int messages;
    private int addressesSeen;
    private int protocolsSeen;
    private @Nullable PublicKey publicKey;
    private @Nullable Multiaddr observedAddress;
    private @Nullable String protocolVersion;
    private @Nullable String agentVersion;
    private @Nullable Bytes signedPeerRecord;

    /**
     * Adds one message.
     *
     * @throws MalformedException if it is no message, too long, or one too many
     */
    void add(Bytes message) {
        if (message.length() > MAX_MESSAGE) {
            throw new MalformedException("an identify message has at most " + MAX_MESSAGE + " bytes, not " + message.length());
        }
        if (++messages > MAX_MESSAGES) {
            throw new MalformedException("an identify exchange has at most " + MAX_MESSAGES + " messages");
        }
        try {
            fields(CodedInputStream.newInstance(message.asReadOnlyBuffer()));
        } catch (IOException e) {
            throw new MalformedException("expected an identify message: " + e.getMessage(), e);
        }
    }

    /** Gives what was said so far. */
    IdentifyMessage message() {
        return new IdentifyMessage(Optional.ofNullable(publicKey), new ArrayList<>(addresses), new ArrayList<>(protocols),
                Optional.ofNullable(observedAddress), Optional.ofNullable(protocolVersion), Optional.ofNullable(agentVersion),
                Optional.ofNullable(signedPeerRecord));
    }

    private void fields(CodedInputStream in) throws IOException {
        int unknown = 0;
        int tag;
        while ((tag = in.readTag()) != 0) {
            if (isKnown(tag)) {
                field(WireFormat.getTagFieldNumber(tag), Bytes.copyOf(in.readByteArray()));
            } else if (++unknown > MAX_UNKNOWN) {
                throw new MalformedException("an identify message has at most " + MAX_UNKNOWN + " unknown fields");
            } else {
                skip(in, tag);
            }
        }
    }

    private static boolean isKnown(int tag) {
        int field = WireFormat.getTagFieldNumber(tag);
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED && field <= IdentifyMessage.SIGNED_PEER_RECORD
                && field != 7;
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
        int wireType = WireFormat.getTagWireType(tag);
        if (wireType == WireFormat.WIRETYPE_START_GROUP || !in.skipField(tag)) {
            throw new MalformedException("an identify message holds no groups");
        }
    }

    private void field(int number, Bytes value) {
        switch (number) {
            case IdentifyMessage.PUBLIC_KEY -> publicKey = PublicKey.decode(value);
            case IdentifyMessage.LISTEN_ADDRESS -> {
                if (++addressesSeen <= MAX_ADDRESSES) {
                    address(value).ifPresent(addresses::add);
                }
            }
            case IdentifyMessage.PROTOCOL -> {
                if (++protocolsSeen <= MAX_PROTOCOLS) {
                    protocol(value).ifPresent(protocols::add);
                }
            }
            case IdentifyMessage.OBSERVED_ADDRESS -> observedAddress = address(value).orElse(null);
            case IdentifyMessage.PROTOCOL_VERSION -> protocolVersion = text(value);
            case IdentifyMessage.AGENT_VERSION -> agentVersion = text(value);
            case IdentifyMessage.SIGNED_PEER_RECORD -> signedPeerRecord = value;
            default -> throw new IllegalStateException("not a known field: " + number);
        }
    }

    private static Optional<Multiaddr> address(Bytes value) {
        try {
            return Optional.of(Multiaddr.decode(value));
        } catch (MalformedException _) {
            // peers may listen on protocols that are newer than this code
            return Optional.empty();
        }
    }

    private static Optional<ProtocolId> protocol(Bytes value) {
        try {
            return Optional.of(new ProtocolId(value.utf8()));
        } catch (IllegalArgumentException _) {
            // nobody could open a stream for it here
            return Optional.empty();
        }
    }

    /** Cuts a text to what can be shown: neither long nor with control characters. */
    private static String text(Bytes value) {
        String whole = new String(value.slice(0, Math.min(value.length(), 4 * MAX_TEXT)).toArray(), StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder();
        whole.codePoints().limit(MAX_TEXT).map(c -> Character.isISOControl(c) ? '\uFFFD' : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
