package org.jackfield.discovery.mdns;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jackfield.discovery.mdns.DnsMessage.Question;
import org.jackfield.discovery.mdns.ResourceRecord.Address;
import org.jackfield.discovery.mdns.ResourceRecord.Pointer;
import org.jackfield.discovery.mdns.ResourceRecord.Server;
import org.jackfield.discovery.mdns.ResourceRecord.Text;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;

/** What this node says on a link. Pure. Sources: libp2p, discovery/mdns; RFC 6763 section 12 for the records that go along. */
final class Announcer {
    /** Longest packet sent, in bytes: fits an Ethernet frame in both versions of IP. */
    static final int MAX_PACKET = 1400;
    /** Most addresses announced. */
    static final int MAX_ADDRESSES = 32;
    /** Most addresses of the machine that go along. */
    private static final int MAX_HOST_ADDRESSES = 8;
    private static final long OTHER_TTL = 75 * 60;

    private final Service service;
    private final long ttl;

    /** @param ttl seconds for which an answer holds */
    Announcer(Service service, long ttl) {
        this.service = service;
        this.ttl = ttl;
    }

    /** Asks who is there. One question alone, and not of known answers: js-libp2p looks at the first question only. */
    Bytes query() {
        return MessageEncoder.encode(DnsMessage.query(service.service(), ResourceRecord.PTR));
    }

    /** Tells that there is such a service. */
    Bytes serviceAnswer() {
        return MessageEncoder.encode(DnsMessage.answer(
                List.of(new Pointer(Service.ALL_SERVICES, OTHER_TTL, service.service())), List.of()));
    }

    /** Whether a question is about this node; tools ask for each record alone. */
    boolean asksForPeer(Question question) {
        DnsName name = question.name();
        return name.equals(service.service()) && question.asksFor(ResourceRecord.PTR)
                || name.equals(service.instance()) && question.asksFor(ResourceRecord.TXT, ResourceRecord.SRV)
                || name.equals(service.host()) && question.asksFor(ResourceRecord.A, ResourceRecord.AAAA);
    }

    /** Whether a question is about services. */
    boolean asksForServices(Question question) {
        return question.name().equals(Service.ALL_SERVICES) && question.asksFor(ResourceRecord.PTR);
    }

    /**
     * Tells who this node is and where: as many packets as the addresses need, none without addresses. Each is complete by itself:
     * go-libp2p reads no more than the first, and only if it holds the machine's addresses too.
     */
    List<Bytes> peerAnswers(PeerAddress self, Link link) {
        List<Multiaddr> addresses = reachable(self, link);
        List<Bytes> packets = new ArrayList<>();
        List<Bytes> strings = new ArrayList<>();
        int empty = encoded(List.of(), addresses, link).length();
        int size = empty;
        for (Multiaddr address : addresses) {
            Bytes string = Bytes.ofUtf8(Sightings.PREFIX + address.withPeer(self.peer()));
            if (string.length() > Text.MAX_STRING) {
                continue;
            }
            if (size + 1 + string.length() > MAX_PACKET && !strings.isEmpty()) {
                packets.add(encoded(strings, addresses, link));
                strings.clear();
                size = empty;
            }
            strings.add(string);
            size += 1 + string.length();
        }
        if (!strings.isEmpty()) {
            packets.add(encoded(strings, addresses, link));
        }
        return packets;
    }

    /** Those of the link first, since they are the likeliest to work. */
    private static List<Multiaddr> reachable(PeerAddress self, Link link) {
        List<Bytes> here = link.addresses();
        Comparator<Multiaddr> foreign = Comparator.comparing(address -> here.stream().noneMatch(ip -> address.parts().getFirst().value()
                .equals(ip)));
        return self.addresses().stream().flatMap(address -> Reach.announced(address, link).stream()).sorted(foreign).limit(MAX_ADDRESSES)
                .toList();
    }

    private Bytes encoded(List<Bytes> strings, List<Multiaddr> addresses, Link link) {
        List<ResourceRecord> additionals = new ArrayList<>();
        additionals.add(new Text(service.instance(), ttl, strings));
        additionals.add(new Server(service.instance(), ttl, port(addresses), service.host()));
        link.addresses().stream().limit(MAX_HOST_ADDRESSES).forEach(ip -> additionals.add(new Address(service.host(), ttl, ip)));
        return MessageEncoder.encode(DnsMessage.answer(List.of(new Pointer(service.service(), ttl, service.instance())), additionals));
    }

    private static int port(List<Multiaddr> addresses) {
        return addresses.stream().flatMap(address -> address.socketAddress().stream()).mapToInt(InetSocketAddress::getPort).findFirst()
                .orElse(0);
    }
}
