package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.jackfield.discovery.mdns.ResourceRecord.Text;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

class SightingsTest {
    private final Service own = Wire.service(1);
    private final DnsName other = Wire.service(2).instance();
    private final Sightings sightings = new Sightings(own, Wire.PEER);

    @Test
    void readsTheAnswersOfOthers() {
        assertThat(sightings.of(MessageDecoder.decode(Wire.vector("js-answer.hex")), Wire.LAN)).containsExactly(PeerAddress.parse(
                "/ip4/10.99.0.2/tcp/34681/p2p/12D3KooWBVkAtM1nJAubrwthTwZKvPZKLMoSGzREnG7TufYqaVnc"));
        assertThat(sightings.of(MessageDecoder.decode(Wire.vector("go-answer.hex")), Wire.LAN)).containsExactly(PeerAddress.parse(
                "/ip4/10.99.0.2/tcp/35583/p2p/12D3KooWGeXL1SQvQGZFizNWgVAtoPbNQKWeZYWmb8aYCnu7KhpJ"));
    }

    @Test
    void takesTextsFromWhereverTheyStand() {
        DnsMessage answer = DnsMessage.answer(List.of(text(other, 1, address("10.1.2.4", 1))),
                List.of(text(other, 1, address("10.1.2.4", 2),
                        address("10.1.2.4", 3))));
        assertThat(sightings.of(answer, Wire.LAN)).singleElement().satisfies(peer -> assertThat(peer.addresses()).hasSize(3));
    }

    @Test
    void passesOverWhatIsNoAddressOfAPeer() {
        assertThat(
                found(Wire.LAN, "x", "dnsaddr=", "dnsaddr=/ip4/10.1.2.4/tcp/1", "dnsaddr=nonsense", "dnsaddr=/future/1/p2p/" + Wire.OTHER,
                        "txtvers=1"))
                .isEmpty();
        assertThat(sightings.of(DnsMessage.answer(List.of(new Text(other, 1, List.of(Bytes.concat(Bytes.ofUtf8("dnsaddr="), Bytes.of(0xff,
                0xfe))))), List.of()), Wire.LAN)).isEmpty();
    }

    @Test
    void neitherTakesItselfNorOtherServicesNorWhatIsTakenBack() {
        String here = address("10.1.2.4", 1);
        assertThat(sightings.of(DnsMessage.answer(List.of(text(own.instance(), 1, here)), List.of()), Wire.LAN)).isEmpty();
        assertThat(found(Wire.LAN, "dnsaddr=/ip4/10.1.2.4/tcp/1/p2p/" + Wire.PEER)).as("its peer id under another name").isEmpty();
        assertThat(sightings.of(DnsMessage.answer(List.of(text(DnsName.parse("abc._p2p-00._udp.local"), 1, here)), List.of()), Wire.LAN))
                .isEmpty();
        assertThat(sightings.of(DnsMessage.answer(List.of(text(other, 0, here)), List.of()), Wire.LAN)).isEmpty();
    }

    @Test
    void keepsWhatCanBeDialedOverTheLink() {
        assertThat(found(Wire.LAN, address("127.0.0.1", 1), address("0.0.0.0", 1), "dnsaddr=/dns4/x.local/tcp/1/p2p/" + Wire.OTHER))
                .isEmpty();
        assertThat(found(Wire.LOOPBACK, address("127.0.0.1", 1))).hasSize(1);
        assertThat(found(Wire.LAN, "dnsaddr=/ip6/fe80::4/tcp/1/p2p/" + Wire.OTHER, "dnsaddr=/ip6zone/wlan7/ip6/fe80::4/tcp/1/p2p/"
                + Wire.OTHER)).containsExactly("/ip6zone/eth0/ip6/fe80::4/tcp/1");
    }

    @Test
    void boundsPeersAndAddresses() {
        String[] addresses = IntStream.range(0, 100).mapToObj(port -> address("10.1.2.4", port)).toArray(String[]::new);
        assertThat(found(Wire.LAN, addresses)).hasSize(Sightings.MAX_ADDRESSES);
        String[] peers = IntStream.range(0, 100)
                .mapToObj(i -> "dnsaddr=/ip4/10.1.2.4/tcp/1/p2p/" + new PeerId(Multihash.sha256(Bytes.ofUtf8(
                        "peer " + i))))
                .toArray(String[]::new);
        assertThat(sightings.of(DnsMessage.answer(List.of(text(other, 1, peers)), List.of()), Wire.LAN)).hasSize(Sightings.MAX_PEERS);
    }

    private List<String> found(Link link, String... strings) {
        return sightings.of(DnsMessage.answer(List.of(text(other, 1, strings)), List.of()), link).stream().flatMap(peer -> peer.addresses()
                .stream()).map(Object::toString).toList();
    }

    private static Text text(DnsName name, long ttl, String... strings) {
        return new Text(name, ttl, Stream.of(strings).map(Bytes::ofUtf8).toList());
    }

    private static String address(String ip, int port) {
        return "dnsaddr=/ip4/" + ip + "/tcp/" + port + "/p2p/" + Wire.OTHER;
    }
}
