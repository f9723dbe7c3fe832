package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.jackfield.discovery.mdns.DnsMessage.Question;
import org.jackfield.discovery.mdns.ResourceRecord.Address;
import org.jackfield.discovery.mdns.ResourceRecord.Pointer;
import org.jackfield.discovery.mdns.ResourceRecord.Server;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;

class AnnouncerTest {
    private final Service service = Wire.service(7);
    private final Announcer announcer = new Announcer(service, 120);
    private final Sightings neighbour = new Sightings(Wire.service(8), Wire.OTHER);

    @Test
    void hasANameThatTellsNothing() {
        assertThat(service.instance().labels().getFirst()).matches("[a-z0-9]{32,63}").isNotEqualTo(Wire.service(9).instance().labels()
                .getFirst());
        assertThat(service.instance().isChildOf(DnsName.parse(Wire.SERVICE))).isTrue();
    }

    @Test
    void tellsAPeerWithAllThatGoesAlong() {
        List<Bytes> packets = announcer.peerAnswers(self("/ip4/10.1.2.3/tcp/4001"), Wire.LAN);
        assertThat(packets).hasSize(1);
        DnsMessage answer = MessageDecoder.decode(packets.getFirst());
        assertThat(answer.response()).isTrue();
        assertThat(answer.questions()).isEmpty();
        assertThat(answer.answers()).containsExactly(new Pointer(service.service(), 120, service.instance()));
        assertThat(answer.additionals()).contains(new Server(service.instance(), 120, 4001, service.host()),
                new Address(service.host(), 120,
                        Bytes.of(10, 1, 2, 3)));
        assertThat(neighbour.of(answer, Wire.LAN)).containsExactly(self("/ip4/10.1.2.3/tcp/4001"));
    }

    @Test
    void keepsPacketsShortAndEachCompleteInItself() {
        PeerAddress self = self(IntStream.range(0, 60).mapToObj(i -> "/ip4/10.1.2.3/tcp/" + (4000 + i)).toArray(String[]::new));
        List<Bytes> packets = announcer.peerAnswers(self, Wire.LAN);
        List<Multiaddr> told = new ArrayList<>();
        for (Bytes packet : packets) {
            assertThat(packet.length()).isLessThanOrEqualTo(Announcer.MAX_PACKET);
            DnsMessage answer = MessageDecoder.decode(packet);
            assertThat(answer.answers()).hasSize(1);
            assertThat(answer.additionals()).hasAtLeastOneElementOfType(Address.class);
            neighbour.of(answer, Wire.LAN).forEach(peer -> told.addAll(peer.addresses()));
        }
        assertThat(packets).hasSizeBetween(2, 4);
        assertThat(told).isEqualTo(self.addresses().subList(0, Announcer.MAX_ADDRESSES));
    }

    @Test
    void tellsTheAddressesOfTheLinkFirst() {
        assertThat(told(Wire.LAN, "/ip4/192.168.9.9/tcp/1", "/ip4/10.1.2.3/tcp/2")).containsExactly("/ip4/10.1.2.3/tcp/2",
                "/ip4/192.168.9.9/tcp/1");
    }

    @Test
    void tellsLoopbackAddressesOnLoopbackOnly() {
        assertThat(told(Wire.LAN, "/ip4/127.0.0.1/tcp/1", "/ip6/::1/tcp/1", "/ip4/0.0.0.0/tcp/1")).isEmpty();
        assertThat(told(Wire.LOOPBACK, "/ip4/127.0.0.1/tcp/1", "/ip4/10.1.2.3/tcp/1")).containsExactly("/ip4/127.0.0.1/tcp/1",
                "/ip4/10.1.2.3/tcp/1");
    }

    @Test
    void tellsNeitherRelaysNorNamesNorZonesOfOtherLinks() {
        assertThat(told(Wire.LAN, "/ip4/1.2.3.4/tcp/1/p2p/" + Wire.OTHER + "/p2p-circuit", "/dns4/example.com/tcp/1",
                "/ip6zone/eth1/ip6/fe80::9/tcp/1", "/ip6zone/eth0/ip6/fe80::3/tcp/1")).containsExactly("/ip6/fe80::3/tcp/1");
    }

    @Test
    void saysNothingWithoutAddresses() {
        assertThat(announcer.peerAnswers(self(), Wire.LAN)).isEmpty();
    }

    @Test
    void leavesOutAddressesThatAreTooLong() {
        String path = "/http-path/" + "a".repeat(200);
        assertThat(told(Wire.LAN, "/ip4/10.1.2.3/tcp/1" + path, "/ip4/10.1.2.3/tcp/2")).containsExactly("/ip4/10.1.2.3/tcp/2");
    }

    @Test
    void knowsWhatIsAskedOfIt() {
        assertThat(Stream.of(new Question(service.service(), ResourceRecord.PTR), new Question(service.service(), ResourceRecord.ANY),
                new Question(service.instance(), ResourceRecord.TXT), new Question(service.instance(), ResourceRecord.SRV), new Question(
                        service.host(), ResourceRecord.A),
                new Question(service.host(), ResourceRecord.AAAA)))
                .allMatch(announcer::asksForPeer);
        assertThat(
                Stream.of(new Question(service.service(), ResourceRecord.A), new Question(Wire.service(8).instance(), ResourceRecord.TXT),
                        new Question(DnsName.parse("_p2p-00ff._udp.local"), ResourceRecord.PTR),
                        new Question(Service.ALL_SERVICES, ResourceRecord.PTR)))
                .noneMatch(announcer::asksForPeer);
        assertThat(announcer.asksForServices(new Question(Service.ALL_SERVICES, ResourceRecord.PTR))).isTrue();
        assertThat(MessageDecoder.decode(announcer.serviceAnswer()).answers()).singleElement().isInstanceOfSatisfying(Pointer.class,
                pointer -> assertThat(pointer.target()).isEqualTo(service.service()));
    }

    private List<String> told(Link link, String... addresses) {
        return announcer.peerAnswers(self(addresses), link).stream().flatMap(packet -> neighbour.of(MessageDecoder.decode(packet), link)
                .stream()).flatMap(peer -> peer.addresses().stream()).map(address -> address.toString().replace("/ip6zone/eth0", ""))
                .toList();
    }

    private static PeerAddress self(String... addresses) {
        return new PeerAddress(Wire.PEER, Stream.of(addresses).map(Multiaddr::parse).toList());
    }
}
