package org.jackfield.discovery.mdns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jackfield.discovery.mdns.DnsMessage.Question;
import org.jackfield.discovery.mdns.ResourceRecord.Address;
import org.jackfield.discovery.mdns.ResourceRecord.Pointer;
import org.jackfield.discovery.mdns.ResourceRecord.Server;
import org.jackfield.discovery.mdns.ResourceRecord.Text;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * Reads one packet. Pure; time and memory are bounded by the size of the packet whatever it holds. Records of other kinds and classes
 * are passed over. Sources: RFC 1035 section 4, RFC 6762 section 18.
 */
final class MessageDecoder {
    /** Longest packet, in bytes (RFC 6762 section 17). */
    static final int MAX_PACKET = 9000;
    /** Most questions of one packet; a peer asks one. */
    static final int MAX_QUESTIONS = 64;
    /** Most records of one packet, of whatever kind; js-libp2p spends one per address. */
    static final int MAX_RECORDS = 256;
    /** Most jumps within one name; our own encoder and others need one or two. */
    static final int MAX_JUMPS = 8;
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE_AND_RESULT = 0x780f;
    private static final int IN = 1;
    private static final int ANY_CLASS = 255;
    /** The top bit of a class means "answer to me alone" in a question and "forget what others said" in an answer. */
    private static final int CLASS_MASK = 0x7fff;
    private static final int JUMP = 0xc0;

    private final Bytes packet;
    private int at;

    private MessageDecoder(Bytes packet) {
        this.packet = packet;
    }

    /**
     * Reads a packet.
     *
     * @throws MalformedException if it is none, too long, holds too much, or does neither ask nor answer
     */
    static DnsMessage decode(Bytes packet) {
        if (packet.length() > MAX_PACKET) {
            throw new MalformedException("a packet has at most " + MAX_PACKET + " bytes, not " + packet.length());
        }
        return new MessageDecoder(packet).message();
    }

    private DnsMessage message() {
        skip(2); // the id means nothing in multicast DNS
        int flags = u16();
        if ((flags & OPCODE_AND_RESULT) != 0) {
            throw new MalformedException("expected a query or an answer, got the flags " + Integer.toHexString(flags));
        }
        int questions = count(u16(), MAX_QUESTIONS, "questions");
        int answers = u16();
        int others = u16() + u16();
        count(answers + others, MAX_RECORDS, "records");
        List<Question> asked = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            question().ifPresent(asked::add);
        }
        return new DnsMessage((flags & RESPONSE) != 0, asked, records(answers), records(others));
    }

    private static int count(int count, int most, String what) {
        if (count > most) {
            throw new MalformedException("a packet has at most " + most + " " + what + ", not " + count);
        }
        return count;
    }

    private Optional<Question> question() {
        DnsName name = name();
        int type = u16();
        int in = u16() & CLASS_MASK;
        return in == IN || in == ANY_CLASS ? Optional.of(new Question(name, type)) : Optional.empty();
    }

    private List<ResourceRecord> records(int count) {
        List<ResourceRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            record().ifPresent(records::add);
        }
        return records;
    }

    private Optional<ResourceRecord> record() {
        DnsName name = name();
        int type = u16();
        boolean in = (u16() & CLASS_MASK) == IN;
        long ttl = (long) u16() << 16 | u16();
        int length = u16();
        int end = at + length;
        if (end > packet.length()) {
            throw new MalformedException("expected " + length + " bytes of a record, got " + (packet.length() - at));
        }
        Optional<ResourceRecord> record = in ? data(name, type, ttl, end) : Optional.empty();
        if (record.isPresent() && at != end) {
            throw new MalformedException("a record of type " + type + " does not end where it says");
        }
        at = end;
        return record;
    }

    private Optional<ResourceRecord> data(DnsName name, int type, long ttl, int end) {
        return switch (type) {
            case ResourceRecord.PTR -> Optional.of(new Pointer(name, ttl, name()));
            case ResourceRecord.TXT -> Optional.of(new Text(name, ttl, strings(end)));
            case ResourceRecord.SRV -> {
                skip(4); // priority and weight
                yield Optional.of(new Server(name, ttl, u16(), name()));
            }
            case ResourceRecord.A -> Optional.of(new Address(name, ttl, bytes(4)));
            case ResourceRecord.AAAA -> Optional.of(new Address(name, ttl, bytes(16)));
            default -> Optional.empty();
        };
    }

    private List<Bytes> strings(int end) {
        List<Bytes> strings = new ArrayList<>();
        while (at < end) {
            Bytes string = bytes(u8());
            // the one empty string stands for none (RFC 6763 section 6.1)
            if (!string.isEmpty()) {
                strings.add(string);
            }
        }
        return strings;
    }

    private DnsName name() {
        List<String> labels = new ArrayList<>();
        int bytes = 1;
        int jumps = 0;
        int start = at;
        int end = -1;
        int length;
        while ((length = u8()) != 0) {
            if ((length & JUMP) == JUMP) {
                int target = (length & ~JUMP) << 8 | u8();
                // always backwards: what a name begins with cannot be reached again
                if (target >= start || ++jumps > MAX_JUMPS) {
                    throw new MalformedException("a name jumps forward or more than " + MAX_JUMPS + " times");
                }
                end = end < 0 ? at : end;
                start = target;
                at = target;
            } else {
                bytes += 1 + length;
                if (length > DnsName.MAX_LABEL || bytes > DnsName.MAX_BYTES) {
                    throw new MalformedException("a name or a label is too long: " + bytes + ", " + length);
                }
                labels.add(DnsName.label(bytes(length)));
            }
        }
        at = end < 0 ? at : end;
        return new DnsName(labels);
    }

    private Bytes bytes(int count) {
        if (count > packet.length() - at) {
            throw new MalformedException("expected " + count + " bytes, got " + (packet.length() - at));
        }
        at += count;
        return packet.slice(at - count, at);
    }

    private void skip(int count) {
        bytes(count);
    }

    private int u8() {
        if (at >= packet.length()) {
            throw new MalformedException("expected another byte after " + at);
        }
        return packet.at(at++);
    }

    private int u16() {
        return u8() << 8 | u8();
    }
}
