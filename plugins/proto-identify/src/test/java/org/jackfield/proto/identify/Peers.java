package org.jackfield.proto.identify;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Varint;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerRecord;

/** What peers of these tests say. */
final class Peers {
    static final Multiaddr SAID = Multiaddr.parse("/ip4/127.0.0.1/tcp/5001");
    static final Multiaddr CERTIFIED = Multiaddr.parse("/ip4/127.0.0.1/tcp/5002");
    static final Multiaddr NEWER = Multiaddr.parse("/ip4/127.0.0.1/tcp/5003");
    static final ProtocolId PROTOCOL = new ProtocolId("/peer/1.0.0");

    private Peers() {}

    /** A message with everything in it but a record. */
    static IdentifyMessage message(Identity identity) {
        return new IdentifyMessage(Optional.of(identity.publicKey()), List.of(SAID), List.of(PROTOCOL), Optional.of(CERTIFIED),
                Optional.of("test/1"), Optional.of("peer/1"), Optional.empty());
    }

    /** The same message with a record. */
    static IdentifyMessage with(IdentifyMessage message, Bytes record) {
        return new IdentifyMessage(message.publicKey(), message.listenAddresses(), message.protocols(), message.observedAddress(),
                message.protocolVersion(), message.agentVersion(), Optional.of(record));
    }

    /** A message that says nothing but a record, and the address it has. */
    static IdentifyMessage onlyRecord(Bytes record) {
        return with(
                new IdentifyMessage(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty()),
                record);
    }

    /** A sealed record of an identity. */
    static Bytes record(Identity identity, long sequence, Multiaddr... addresses) {
        return new PeerRecord(identity.id(), sequence, List.of(addresses)).seal(identity).encode();
    }

    /** Answers identify with a message. */
    static ProtocolHandler answering(IdentifyMessage message) {
        return stream -> write(stream, message);
    }

    static void write(PeerStream stream, IdentifyMessage message) throws IOException {
        for (Bytes each : IdentifyEncoder.encode(message)) {
            Delimited.write(stream.out(), each);
        }
    }

    /** One field of a message, with its length in front of all, as it stands on a stream. */
    static byte[] framed(Bytes message) {
        return Bytes.concat(Varint.encode(message.length()), message).toArray();
    }
}
