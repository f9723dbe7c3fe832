package org.jackfield.kernel.peer;

import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jackfield.spi.AddressSource;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.ByteReader;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.SignedEnvelope;

/**
 * The peer store in bytes, format {@value #VERSION}: the time of writing, then each peer as one block with its length in front. Numbers are
 * varints, times are milliseconds since 1970, texts and lists have their length in front. What a peer sees of this node is not kept. Pure.
 */
final class PeerCodec {
    static final int VERSION = 1;
    /** Items in one list of a peer; of a longer one the rest is not written. */
    static final int MAX_ITEMS = 8192;

    /** In the order of their numbers in the file, which is not that of trust. */
    private static final List<AddressSource> SOURCES = List.of(AddressSource.CONFIG, AddressSource.DIALED, AddressSource.CERTIFIED,
            AddressSource.IDENTIFY, AddressSource.ROUTING, AddressSource.DISCOVERY);

    private PeerCodec() {}

    /**
     * What a file holds.
     *
     * @param writtenAt by the clock of then
     */
    record Content(Instant writtenAt, List<PeerRow> rows) {
        Content {
            rows = List.copyOf(rows);
        }

        /**
         * Gives the rows as they are to be taken now. If the clock says that it is before the file was written it was set back in between:
         * then all times are moved by as much, so that nothing lives longer than it should.
         */
        List<PeerRow> at(Instant now) {
            Duration back = Duration.between(now, writtenAt);
            return back.isPositive() ? rows.stream().map(row -> earlier(row, back)).toList() : rows;
        }

        private static PeerRow earlier(PeerRow row, Duration back) {
            List<KnownAddress> addresses = row.addresses().stream()
                    .map(known -> new KnownAddress(known.address(), known.source(), known.expires().minus(back))).toList();
            return new PeerRow(row.peer(), addresses, row.facts(), row.record(), row.lastSeen().map(seen -> seen.minus(back)));
        }
    }

    static Bytes encode(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(content.writtenAt(), out);
        for (PeerRow row : content.rows()) {
            put(row(row), out);
        }
        return Bytes.copyOf(out.toByteArray());
    }

    private static Bytes row(PeerRow row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(row.peer().bytes(), out);
        put(row.lastSeen().orElse(Instant.EPOCH), out);
        List<KnownAddress> addresses = row.addresses().stream().limit(MAX_ITEMS).toList();
        Varint.put(addresses.size(), out);
        for (KnownAddress known : addresses) {
            put(known.address().bytes(), out);
            Varint.put(SOURCES.indexOf(known.source()), out);
            put(known.expires(), out);
        }
        put(row.record().map(SignedEnvelope::encode).orElse(Bytes.EMPTY), out);
        row.facts().ifPresent(facts -> putFacts(facts, out));
        return Bytes.copyOf(out.toByteArray());
    }

    private static void putFacts(PeerFacts facts, ByteArrayOutputStream out) {
        put(Bytes.ofUtf8(facts.agent()), out);
        put(Bytes.ofUtf8(facts.protocolVersion()), out);
        put(facts.protocols().stream().map(protocol -> Bytes.ofUtf8(protocol.toString())).limit(MAX_ITEMS).toList(), out);
        put(facts.listenAddresses().stream().map(Multiaddr::bytes).limit(MAX_ITEMS).toList(), out);
    }

    private static void put(List<Bytes> items, ByteArrayOutputStream out) {
        Varint.put(items.size(), out);
        items.forEach(item -> put(item, out));
    }

    private static void put(Bytes value, ByteArrayOutputStream out) {
        Varint.put(value.length(), out);
        out.writeBytes(value.toArray());
    }

    /** A time before 1970 is as good as none. */
    private static void put(Instant time, ByteArrayOutputStream out) {
        Varint.put(Math.max(0, time.toEpochMilli()), out);
    }

    /** @throws MalformedException if these are not the bytes of a store */
    static Content decode(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        Instant writtenAt = time(reader);
        List<PeerRow> rows = new ArrayList<>();
        while (reader.hasRemaining()) {
            rows.add(row(reader.prefixed()));
        }
        return new Content(writtenAt, rows);
    }

    private static PeerRow row(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        PeerId peer = PeerId.decode(reader.prefixed());
        Instant seen = time(reader);
        List<KnownAddress> addresses = new ArrayList<>();
        for (int left = count(reader); left > 0; left--) {
            addresses.add(new KnownAddress(Multiaddr.decode(own(reader.prefixed())), source(reader), time(reader)));
        }
        Bytes record = own(reader.prefixed());
        Optional<PeerFacts> facts = reader.hasRemaining() ? Optional.of(facts(reader)) : Optional.empty();
        reader.end("peer");
        return new PeerRow(peer, addresses, facts, record.isEmpty() ? Optional.empty() : Optional.of(SignedEnvelope.decode(record)),
                seen.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(seen));
    }

    private static PeerFacts facts(ByteReader reader) {
        String agent = reader.prefixed().utf8();
        String version = reader.prefixed().utf8();
        Set<ProtocolId> protocols = new HashSet<>();
        for (int left = count(reader); left > 0; left--) {
            protocols.add(protocol(reader.prefixed().utf8()));
        }
        List<Multiaddr> addresses = new ArrayList<>();
        for (int left = count(reader); left > 0; left--) {
            addresses.add(Multiaddr.decode(own(reader.prefixed())));
        }
        return new PeerFacts(protocols, addresses, agent, version, Optional.empty(), Optional.empty());
    }

    private static ProtocolId protocol(String text) {
        try {
            return new ProtocolId(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static AddressSource source(ByteReader reader) {
        long number = reader.varint();
        if (number >= SOURCES.size()) {
            throw new MalformedException("no address source has the number " + number);
        }
        return SOURCES.get((int) number);
    }

    private static int count(ByteReader reader) {
        long count = reader.varint();
        if (count > MAX_ITEMS) {
            throw new MalformedException("a list has at most " + MAX_ITEMS + " items, not " + count);
        }
        return (int) count;
    }

    private static Instant time(ByteReader reader) {
        try {
            return Instant.ofEpochMilli(reader.varint());
        } catch (DateTimeException e) {
            throw new MalformedException("a time is out of range", e);
        }
    }

    /** What is kept must not keep the whole file in memory. */
    private static Bytes own(Bytes slice) {
        return Bytes.copyOf(slice.toArray());
    }
}
