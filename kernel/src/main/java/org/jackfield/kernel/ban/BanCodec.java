package org.jackfield.kernel.ban;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jackfield.spi.multiformats.ByteReader;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;
import org.jackfield.spi.peer.IpRange;
import org.jackfield.spi.peer.PeerId;

/**
 * Bans in bytes, format {@value #VERSION}: one after the other as kind, target, reason, and two times in milliseconds since 1970. Numbers are
 * varints, texts and targets have their length in front. Pure.
 */
final class BanCodec {
    static final int VERSION = 1;
    private static final int PEER = 0;
    private static final int RANGE = 1;

    private BanCodec() {}

    static Bytes encode(List<Ban> bans) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Ban ban : bans) {
            switch (ban.target()) {
                case BanTarget.OfPeer(PeerId peer) -> {
                    Varint.put(PEER, out);
                    put(peer.bytes(), out);
                }
                case BanTarget.OfRange(IpRange range) -> {
                    Varint.put(RANGE, out);
                    put(range.network(), out);
                    Varint.put(range.bits(), out);
                }
            }
            put(Bytes.ofUtf8(ban.reason()), out);
            Varint.put(Math.max(0, ban.since().toEpochMilli()), out);
            Varint.put(Math.max(0, ban.until().toEpochMilli()), out);
        }
        return Bytes.copyOf(out.toByteArray());
    }

    private static void put(Bytes value, ByteArrayOutputStream out) {
        Varint.put(value.length(), out);
        out.writeBytes(value.toArray());
    }

    /** @throws MalformedException if these are not the bytes of bans, or there are more than {@link BanList#MAX_BANS} */
    static List<Ban> decode(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        List<Ban> bans = new ArrayList<>();
        while (reader.hasRemaining()) {
            if (bans.size() == BanList.MAX_BANS) {
                throw new MalformedException("there are more than " + BanList.MAX_BANS + " bans");
            }
            bans.add(new Ban(target(reader), reason(reader), time(reader), time(reader)));
        }
        return bans;
    }

    private static BanTarget target(ByteReader reader) {
        long kind = reader.varint();
        if (kind == PEER) {
            return new BanTarget.OfPeer(PeerId.decode(Bytes.copyOf(reader.prefixed().toArray())));
        }
        if (kind == RANGE) {
            return new BanTarget.OfRange(new IpRange(Bytes.copyOf(reader.prefixed().toArray()), (int) Math.min(255, reader.varint())));
        }
        throw new MalformedException("no kind of ban has the number " + kind);
    }

    private static String reason(ByteReader reader) {
        Bytes reason = reader.prefixed();
        if (reason.length() > Ban.MAX_REASON) {
            throw new MalformedException("a reason has at most " + Ban.MAX_REASON + " bytes, not " + reason.length());
        }
        return reason.utf8();
    }

    private static Instant time(ByteReader reader) {
        return Instant.ofEpochMilli(reader.varint());
    }
}
