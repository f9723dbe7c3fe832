package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.SocketException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.discovery.mdns.Link.Subnet;

class LinkTest {
    @Test
    void knowsItsNeighbours() {
        Link odd = new Link("eth0", false, List.of(Subnet.of(Wire.ip("10.1.2.3"), 22), Subnet.of(Wire.ip("2001:db8::1"), 64)));
        assertThat(List.of("10.1.0.0", "10.1.3.255", "2001:db8::ffff")).allMatch(ip -> odd.isNeighbour(Wire.ip(ip)));
        assertThat(List.of("10.1.4.0", "10.0.255.255", "127.0.0.1", "2001:db8:0:1::1", "::1", "fe80::1"))
                .noneMatch(ip -> odd.isNeighbour(Wire
                        .ip(ip)));
    }

    @Test
    void takesEverybodyForANeighbourWhereTheSystemDoesNotKnow() {
        Link unknown = new Link("eth0", false, List.of(Subnet.of(Wire.ip("10.1.2.3"), -1)));
        assertThat(unknown.isNeighbour(Wire.ip("192.0.2.1"))).isTrue();
        assertThat(unknown.isNeighbour(Wire.ip("2001:db8::1"))).isFalse();
    }

    @Test
    void listsTheInterfacesNamed() throws SocketException {
        String loopback = MdnsContractTest.loopback();
        assertThat(new Links(List.of(loopback)).now()).singleElement().satisfies(link -> {
            assertThat(link.loopback()).isTrue();
            assertThat(link.speaks(Group.IP4)).isTrue();
        });
        assertThat(new Links(List.of()).now()).extracting(Link::name).contains(loopback);
        assertThat(new Links(List.of("nobody0")).now()).isEmpty();
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        for (String name : List.of("p2p._udp.local", "_p2p._udp", "_p2p._tcp.local", "_P2P._udp.local",
                "_" + "a".repeat(63) + "._udp.local")) {
            assertThatIllegalArgumentException().isThrownBy(() -> config(name, 4)).withMessageContaining("service-name");
        }
        assertThat(config("_p2p-" + "0f".repeat(16) + "._udp.local", 4).interfaces()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> config(Wire.SERVICE, 0)).withMessageContaining("interval");
        assertThatIllegalArgumentException().isThrownBy(() -> config(Wire.SERVICE, 90)).withMessageContaining("longest-interval");
    }

    private static MdnsConfig config(String service, int seconds) {
        return new MdnsConfig(service, List.of(), true, Duration.ofSeconds(seconds), Duration.ofMinutes(1), Duration.ofMinutes(2));
    }
}
