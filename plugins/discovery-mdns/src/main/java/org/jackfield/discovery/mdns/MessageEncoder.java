package org.jackfield.discovery.mdns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jackfield.discovery.mdns.DnsMessage.Question;
import org.jackfield.discovery.mdns.ResourceRecord.Address;
import org.jackfield.discovery.mdns.ResourceRecord.Pointer;
import org.jackfield.discovery.mdns.ResourceRecord.Server;
import org.jackfield.discovery.mdns.ResourceRecord.Text;
import org.jackfield.spi.multiformats.Bytes;

/** Writes one packet; a name that stands in it already is written as a jump. Pure. Sources: RFC 1035 section 4, RFC 6762 section 18. */
final class MessageEncoder {
    private static final int RESPONSE_AND_AUTHORITATIVE = 0x8400;
    private static final int IN = 1;
    /** Tells caches that nobody else has such a record: all of ours are unique but the pointers. */
    private static final int FLUSH = 0x8000;
    /** Leaves 14 bits for the place, more than a packet needs. */
    private static final int JUMP = 0xc000;

    private final ByteBuffer packet = ByteBuffer.allocate(MessageDecoder.MAX_PACKET);
    private final Map<List<String>, Integer> names = new HashMap<>();

    private MessageEncoder() {}

    /**
     * Writes a message.
     *
     * @throws java.nio.BufferOverflowException if it is longer than a packet may be
     */
    static Bytes encode(DnsMessage message) {
        MessageEncoder encoder = new MessageEncoder();
        encoder.message(message);
        return Bytes.copyOf(encoder.packet.flip());
    }

    private void message(DnsMessage message) {
        u16(0);
        u16(message.response() ? RESPONSE_AND_AUTHORITATIVE : 0);
        u16(message.questions().size());
        u16(message.answers().size());
        u16(0);
        u16(message.additionals().size());
        message.questions().forEach(this::question);
        message.answers().forEach(this::record);
        message.additionals().forEach(this::record);
    }

    private void question(Question question) {
        name(question.name());
        u16(question.type());
        u16(IN);
    }

    private void record(ResourceRecord record) {
        name(record.name());
        switch (record) {
            case Pointer pointer -> {
                head(ResourceRecord.PTR, IN, pointer.ttl());
                withLength(() -> name(pointer.target()));
            }
            case Text text -> {
                head(ResourceRecord.TXT, IN | FLUSH, text.ttl());
                withLength(() -> strings(text.strings()));
            }
            case Server server -> {
                head(ResourceRecord.SRV, IN | FLUSH, server.ttl());
                withLength(() -> server(server));
            }
            case Address address -> {
                head(address.ip().length() == 4 ? ResourceRecord.A : ResourceRecord.AAAA, IN | FLUSH, address.ttl());
                withLength(() -> packet.put(address.ip().toArray()));
            }
        }
    }

    private void head(int type, int in, long ttl) {
        u16(type);
        u16(in);
        u16((int) (ttl >>> 16));
        u16((int) ttl);
    }

    private void server(Server server) {
        u16(0);
        u16(0);
        u16(server.port());
        name(server.target());
    }

    private void strings(List<Bytes> strings) {
        if (strings.isEmpty()) {
            packet.put((byte) 0);
        }
        for (Bytes string : strings) {
            if (string.length() > Text.MAX_STRING) {
                throw new IllegalArgumentException("a string has at most " + Text.MAX_STRING + " bytes, not " + string.length());
            }
            packet.put((byte) string.length()).put(string.toArray());
        }
    }

    private void withLength(Runnable data) {
        int start = packet.position();
        u16(0);
        data.run();
        packet.putShort(start, (short) (packet.position() - start - Short.BYTES));
    }

    private void name(DnsName name) {
        for (int first = 0; first < name.labels().size(); first++) {
            List<String> rest = name.labels().subList(first, name.labels().size());
            Integer known = names.get(rest);
            if (known != null) {
                u16(JUMP | known);
                return;
            }
            names.put(rest, packet.position());
            byte[] label = rest.getFirst().getBytes(StandardCharsets.ISO_8859_1);
            packet.put((byte) label.length).put(label);
        }
        packet.put((byte) 0);
    }

    private void u16(int value) {
        packet.putShort((short) value);
    }
}
