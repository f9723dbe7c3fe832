package org.jackfield.proto.identify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.CodedOutputStream;

import org.jackfield.spi.multiformats.Bytes;

/**
 * Writes what we say about ourselves in as few messages as peers read. The first one stands alone, because rust-libp2p reads no other;
 * what does not fit there follows, the signed record last. Pure.
 */
final class IdentifyEncoder {
    /** Longest message, in bytes; as long as rust-libp2p reads. A record alone may be longer: only those who read several want it. */
    static final int MAX_MESSAGE = 4 * 1024;
    /** One less than others read, the last being the record's. */
    private static final int MAX_WITHOUT_RECORD = IdentifyDecoder.MAX_MESSAGES - 1;

    private IdentifyEncoder() {}

    /** Gives 1 to {@value IdentifyDecoder#MAX_MESSAGES} messages, without their lengths. What is beyond that is left out. */
    static List<Bytes> encode(IdentifyMessage message) {
        List<Bytes> messages = new ArrayList<>();
        List<Bytes> open = new ArrayList<>();
        int size = 0;
        for (Bytes field : fields(message)) {
            if (size + field.length() > MAX_MESSAGE) {
                if (messages.size() == MAX_WITHOUT_RECORD - 1) {
                    break;
                }
                messages.add(join(open));
                open.clear();
                size = 0;
            }
            open.add(field);
            size += field.length();
        }
        if (message.signedPeerRecord().isPresent()) {
            Bytes record = field(IdentifyMessage.SIGNED_PEER_RECORD, message.signedPeerRecord().get());
            if (size + record.length() > MAX_MESSAGE) {
                messages.add(join(open));
                open.clear();
            }
            open.add(record);
        }
        messages.add(join(open));
        return messages;
    }

    /** Lists all fields but the record, what matters most first. */
    private static List<Bytes> fields(IdentifyMessage message) {
        List<Bytes> fields = new ArrayList<>();
        message.publicKey().ifPresent(key -> fields.add(field(IdentifyMessage.PUBLIC_KEY, key.encode())));
        message.protocolVersion().ifPresent(text -> fields.add(field(IdentifyMessage.PROTOCOL_VERSION, Bytes.ofUtf8(text))));
        message.agentVersion().ifPresent(text -> fields.add(field(IdentifyMessage.AGENT_VERSION, Bytes.ofUtf8(text))));
        message.observedAddress().ifPresent(address -> fields.add(field(IdentifyMessage.OBSERVED_ADDRESS, address.bytes())));
        message.listenAddresses().forEach(address -> fields.add(field(IdentifyMessage.LISTEN_ADDRESS, address.bytes())));
        message.protocols().forEach(id -> fields.add(field(IdentifyMessage.PROTOCOL, Bytes.ofUtf8(id.value()))));
        return fields;
    }

    private static Bytes field(int number, Bytes value) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(value.length() + 8);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(target);
            out.writeByteArray(number, value.toArray());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory does not fail", e);
        }
        return Bytes.copyOf(target.toByteArray());
    }

    private static Bytes join(List<Bytes> fields) {
        return Bytes.concat(fields.toArray(Bytes[]::new));
    }
}
