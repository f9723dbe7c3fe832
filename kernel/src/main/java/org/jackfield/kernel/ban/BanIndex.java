package org.jackfield.kernel.ban;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.IpRange;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.Multiaddr.Part;

/** Finds the ban of a peer or an address: one look per length of prefix that is in use. Immutable. */
final class BanIndex {
    static final BanIndex EMPTY = new BanIndex(List.of());

    /** RFC 6052: IPv4 behind a translator, {@code 64:ff9b::/96}. */
    private static final Bytes TRANSLATED = Bytes.ofHex("0064ff9b0000000000000000");
    /** RFC 4291, section 2.5.5.2: IPv4 in IPv6 clothes. */
    private static final Bytes MAPPED = Bytes.ofHex("00000000000000000000ffff");
    private static final int IP6_BYTES = 16;

    private final Map<BanTarget, Ban> bans = new HashMap<>();
    private final TreeSet<Integer> prefixes4 = new TreeSet<>();
    private final TreeSet<Integer> prefixes6 = new TreeSet<>();

    BanIndex(Collection<Ban> all) {
        for (Ban ban : all) {
            bans.put(ban.target(), ban);
            if (ban.target() instanceof BanTarget.OfRange(IpRange range)) {
                (range.isIp4() ? prefixes4 : prefixes6).add(range.bits());
            }
        }
    }

    Collection<Ban> all() {
        return bans.values();
    }

    Optional<Ban> find(BanTarget target, Instant now) {
        return Optional.ofNullable(bans.get(target)).filter(ban -> !ban.isOver(now));
    }

    /** Looks at every IP address that a multiaddr names. */
    Optional<Ban> find(Multiaddr address, Instant now) {
        for (Part part : address.parts()) {
            if (part.protocol() == AddressProtocol.IP4 || part.protocol() == AddressProtocol.IP6) {
                for (Bytes ip : meanings(part.value())) {
                    Optional<Ban> found = find(ip, now);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Ban> find(Bytes ip, Instant now) {
        TreeSet<Integer> prefixes = ip.length() == IP6_BYTES ? prefixes6 : prefixes4;
        return prefixes.stream().flatMap(bits -> find(new BanTarget.OfRange(IpRange.around(ip, bits)), now).stream()).findFirst();
    }

    /** An IPv6 address may lead to an IPv4 one, and then a ban of either counts. */
    private static List<Bytes> meanings(Bytes ip) {
        List<Bytes> all = new ArrayList<>(List.of(ip));
        if (ip.startsWith(MAPPED) || ip.startsWith(TRANSLATED)) {
            all.add(ip.slice(MAPPED.length(), IP6_BYTES));
        }
        return all;
    }
}
