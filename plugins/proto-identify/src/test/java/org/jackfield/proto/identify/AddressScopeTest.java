package org.jackfield.proto.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.spi.peer.Multiaddr;

class AddressScopeTest {
    private static final List<Multiaddr> ALL = Stream
            .of("/ip4/127.0.0.1/tcp/1", "/ip4/192.168.1.2/tcp/1", "/ip6/fe80::1/tcp/1", "/ip4/8.8.8.8/tcp/1",
                    "/dns4/example.org/tcp/1", "/ip4/0.0.0.0/tcp/1")
            .map(Multiaddr::parse).toList();

    @ParameterizedTest
    @CsvSource({"/ip4/127.0.0.5/tcp/1, MACHINE, 5", "/ip6/::1/tcp/1, MACHINE, 5", "/ip4/10.1.1.1/tcp/1, SITE, 4",
        "/ip6/fc00::1/tcp/1, SITE, 4",
        "/ip4/9.9.9.9/tcp/1, WORLD, 2", "/dns/example.org/tcp/1, WORLD, 2"})
    void keepsWhatMeansSomethingThere(String remote, AddressScope scope, int kept) {
        assertThat(AddressScope.of(Multiaddr.parse(remote))).isEqualTo(scope);
        assertThat(scope.meaningful(ALL)).hasSize(kept).doesNotContain(ALL.getLast()).contains(ALL.get(3), ALL.get(4));
    }
}
