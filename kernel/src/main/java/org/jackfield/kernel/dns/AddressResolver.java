package org.jackfield.kernel.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.Multiaddr.Part;

/**
 * Replaces the name at the begin of an address by what it stands for: {@code dns}, {@code dns4}, {@code dns6} by IP addresses,
 * {@code dnsaddr} by the addresses in its TXT records, which may begin with names again. However long a name server goes on, this ends.
 * Blocking, thread-safe. Source: libp2p specs, addressing, "IP and Name Resolution"; multiaddr, protocols/DNSADDR.md.
 */
public final class AddressResolver {
    /** How deep {@code dnsaddr} may lead to {@code dnsaddr}; real trees have two levels. */
    static final int MAX_DEPTH = 4;
    /** TXT records read in all for one address. */
    static final int MAX_RECORDS = 100;

    private static final String RECORD = "dnsaddr=";

    private final HostLookup hosts;
    private final TextLookup texts;
    private final int maxAddresses;

    /**
     * @param maxAddresses what one address may become
     */
    public AddressResolver(HostLookup hosts, TextLookup texts, int maxAddresses) {
        this.hosts = hosts;
        this.texts = texts;
        this.maxAddresses = maxAddresses;
    }

    /**
     * What a name came to.
     *
     * @param addresses without names; the form {@code /tls/ws} has become {@code /tls/sni/<name>/ws}
     * @param problem   what went wrong, although there may be addresses
     */
    public record Resolution(List<Multiaddr> addresses, Optional<IOException> problem) {
        public Resolution {
            addresses = List.copyOf(addresses);
        }
    }

    /** Tells whether an address begins with a name. */
    public static boolean hasName(Multiaddr address) {
        return !address.isEmpty() && switch (address.parts().getFirst().protocol()) {
            case DNS, DNS4, DNS6, DNSADDR -> true;
            default -> false;
        };
    }

    /** Resolves an address; with a peer at its end only what leads to that peer counts. */
    public Resolution resolve(Multiaddr address, Deadline deadline) {
        return new Walk(deadline).from(address);
    }

    /** One tree of names, breadth first. */
    private final class Walk {
        private final Deadline deadline;
        private final Queue<Step> open = new ArrayDeque<>();
        private final Set<Multiaddr> seen = new HashSet<>();
        private final List<Multiaddr> found = new ArrayList<>();
        private @Nullable IOException problem;
        private int records;

        Walk(Deadline deadline) {
            this.deadline = deadline;
        }

        private record Step(Multiaddr address, int depth) {}

        Resolution from(Multiaddr root) {
            open.add(new Step(root, 0));
            Step step;
            while ((step = open.poll()) != null && found.size() < maxAddresses && records <= MAX_RECORDS) {
                if (seen.add(step.address())) {
                    take(step);
                }
            }
            return new Resolution(found, Optional.ofNullable(problem));
        }

        private void take(Step step) {
            try {
                Part first = step.address().parts().getFirst();
                switch (first.protocol()) {
                    case DNSADDR -> follow(first.text(), step);
                    case DNS, DNS4, DNS6 -> lookUp(first, step.address());
                    default -> found.add(step.address());
                }
            } catch (IOException e) {
                problem = e;
            }
        }

        private void follow(String name, Step step) throws IOException {
            if (step.depth() >= MAX_DEPTH) {
                throw new LimitExceeded("the TXT records lead from name to name more than " + MAX_DEPTH + " deep, at " + name);
            }
            List<Part> rest = step.address().parts().subList(1, step.address().parts().size());
            for (String text : texts.lookup("_dnsaddr." + name, deadline)) {
                if (text.startsWith(RECORD)) {
                    if (++records > MAX_RECORDS) {
                        throw new LimitExceeded("the names lead to more than " + MAX_RECORDS + " TXT records, at " + name);
                    }
                    parse(text.substring(RECORD.length())).filter(address -> endsWith(address, rest))
                            .ifPresent(address -> open.add(new Step(address, step.depth() + 1)));
                }
            }
        }

        private void lookUp(Part named, Multiaddr address) throws IOException {
            for (InetAddress ip : hosts.lookup(named.text(), deadline)) {
                boolean wanted = switch (named.protocol()) {
                    case DNS4 -> ip instanceof Inet4Address;
                    case DNS6 -> ip instanceof Inet6Address;
                    default -> true;
                };
                if (wanted && found.size() < maxAddresses) {
                    found.add(replace(address, named.text(), ip));
                }
            }
        }
    }

    private static Optional<Multiaddr> parse(String text) {
        try {
            return Optional.of(Multiaddr.parse(text));
        } catch (MalformedException _) {
            // a record for newer software than this
            return Optional.empty();
        }
    }

    private static boolean endsWith(Multiaddr address, List<Part> rest) {
        List<Part> parts = address.parts();
        return parts.size() >= rest.size() && parts.subList(parts.size() - rest.size(), parts.size()).equals(rest);
    }

    /** TLS asks for the server by its name, so that stays in the address. */
    private static Multiaddr replace(Multiaddr address, String name, InetAddress ip) {
        AddressProtocol version = ip instanceof Inet4Address ? AddressProtocol.IP4 : AddressProtocol.IP6;
        Multiaddr replaced = Multiaddr.EMPTY.with(new Part(version, Bytes.copyOf(ip.getAddress())));
        boolean named = address.has(AddressProtocol.SNI);
        for (Part part : address.parts().subList(1, address.parts().size())) {
            boolean secured = part.protocol() == AddressProtocol.TLS || part.protocol() == AddressProtocol.WSS;
            if (secured && !named) {
                named = true;
                replaced = replaced.with(AddressProtocol.TLS).with("sni", name);
                replaced = part.protocol() == AddressProtocol.WSS ? replaced.with(AddressProtocol.WS) : replaced;
            } else {
                replaced = replaced.with(part);
            }
        }
        return replaced;
    }
}
