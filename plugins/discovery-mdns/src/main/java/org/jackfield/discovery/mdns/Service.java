package org.jackfield.discovery.mdns;

import java.util.random.RandomGenerator;

/**
 * The names under which this node is found.
 *
 * @param service  of all peers: {@code _p2p._udp.local}
 * @param instance of this one, below the service
 * @param host     of this machine, as far as the service is concerned
 */
record Service(DnsName service, DnsName instance, DnsName host) {
    /** Asked by those who want to know what services there are (RFC 6763 section 9). */
    static final DnsName ALL_SERVICES = DnsName.parse("_services._dns-sd._udp.local");
    private static final DnsName HOSTS = DnsName.parse("p2p.local");
    /** The specification wants at least so many letters; more would only fill packets. */
    private static final int LETTERS = 32;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** Makes up a name that tells nothing, the peer id least of all. */
    static Service named(String service, RandomGenerator random) {
        StringBuilder name = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        DnsName parent = DnsName.parse(service);
        return new Service(parent, parent.child(name.toString()), HOSTS.child(name.toString()));
    }
}
