package org.jackfield.kernel.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRecordEncoder;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.ReferenceCountUtil;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

/**
 * One question for TXT records and the answers to it. Pure. Source: RFC 1035, sections 3.3.14 and 4.1.
 *
 * @param id   random, 0 to 65535
 * @param name what is asked for
 */
record TextQuery(int id, String name) {
    private static final int HEADER = 12;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;
    private static final int RESPONSE_CODE = 0xF;

    /**
     * What a server said.
     *
     * @param code      0 means it answers, 3 that there is no such name
     * @param truncated there is more, to be had by TCP
     * @param texts     the records' texts, the strings of one record joined
     */
    record Answer(int code, boolean truncated, List<String> texts) {
        Answer {
            texts = List.copyOf(texts);
        }
    }

    /** Encodes the question. */
    byte[] encode() {
        ByteBuf out = Unpooled.buffer();
        out.writeShort(id).writeShort(RECURSION_DESIRED).writeShort(1).writeShort(0).writeShort(0).writeShort(0);
        try {
            DnsRecordEncoder.DEFAULT.encodeQuestion(new DefaultDnsQuestion(name, DnsRecordType.TXT), out);
        } catch (Exception e) {
            throw new IllegalArgumentException("not a name that can be asked for: " + name, e);
        }
        byte[] message = new byte[out.readableBytes()];
        out.readBytes(message);
        return message;
    }

    /**
     * Reads an answer.
     *
     * @param limit texts read at most
     * @return empty if it answers another question, so that it may be somebody else's
     */
    Optional<Answer> decode(Bytes message, int limit) throws ProtocolViolation {
        ByteBuf in = Unpooled.wrappedBuffer(message.toArray());
        if (in.readableBytes() < HEADER) {
            return Optional.empty();
        }
        try {
            int answered = in.readUnsignedShort();
            int flags = in.readUnsignedShort();
            int questions = in.readUnsignedShort();
            int answers = in.readUnsignedShort();
            in.skipBytes(2 * Short.BYTES);
            if (answered != id || (flags & RESPONSE) == 0 || questions != 1 || !isMine(DnsRecordDecoder.DEFAULT.decodeQuestion(in))) {
                return Optional.empty();
            }
            boolean truncated = (flags & TRUNCATED) != 0;
            return Optional.of(new Answer(flags & RESPONSE_CODE, truncated, truncated ? List.of() : texts(in, answers, limit)));
        } catch (DecoderException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ProtocolViolation("the name server's answer about " + name + " makes no sense: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new ProtocolViolation("the name server's answer about " + name + " makes no sense", e);
        }
    }

    private boolean isMine(DnsQuestion question) {
        return question.type().equals(DnsRecordType.TXT) && question.dnsClass() == DnsRecord.CLASS_IN
                && withoutDot(question.name()).equals(withoutDot(name));
    }

    private static List<String> texts(ByteBuf in, int answers, int limit) throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < answers && texts.size() < limit; i++) {
            DnsRecord record = DnsRecordDecoder.DEFAULT.decodeRecord(in);
            if (record == null) {
                throw new IndexOutOfBoundsException("it ends within a record");
            }
            try {
                if (record instanceof DnsRawRecord raw && record.type().equals(DnsRecordType.TXT)
                        && record.dnsClass() == DnsRecord.CLASS_IN) {
                    texts.add(join(raw.content()));
                }
            } finally {
                ReferenceCountUtil.release(record);
            }
        }
        return texts;
    }

    private static String join(ByteBuf strings) {
        StringBuilder joined = new StringBuilder();
        while (strings.isReadable()) {
            int length = strings.readUnsignedByte();
            joined.append(strings.readString(length, StandardCharsets.UTF_8));
        }
        return joined.toString();
    }

    private static String withoutDot(String dotted) {
        String lower = dotted.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
