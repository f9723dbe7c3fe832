package org.jackfield.kernel.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.kernel.dns.AddressResolver.Resolution;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.peer.Multiaddr;

final class AddressResolverTest {
    private static final String PEER = "/p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
    private static final String OTHER = "/p2p/12D3KooWJJJFvJSaW5jMeZDiXXHnRb5vDzyFu8zWyEA5WnVTAdSH";

    private final Map<String, List<String>> texts = new HashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private final AddressResolver resolver = new AddressResolver((name, _) -> hosts(name), (name, _) -> texts(name), 25);

    @ParameterizedTest
    @CsvSource({
        "/dns4/host/tcp/1, /ip4/192.0.2.1/tcp/1", "/dns6/host/tcp/1, /ip6/2001:db8::1/tcp/1",
        "/dns/host/tcp/1, /ip4/192.0.2.1/tcp/1 /ip6/2001:db8::1/tcp/1",
        "/dns4/host/tcp/443/tls/ws, /ip4/192.0.2.1/tcp/443/tls/sni/host/ws",
        "/dns4/host/tcp/443/wss, /ip4/192.0.2.1/tcp/443/tls/sni/host/ws",
        "/dns4/host/tcp/443/tls/sni/front/ws, /ip4/192.0.2.1/tcp/443/tls/sni/front/ws",
        "/dns4/host/tcp/80/ws, /ip4/192.0.2.1/tcp/80/ws", "/dns4/host/udp/1/quic-v1, /ip4/192.0.2.1/udp/1/quic-v1",
        "/ip4/192.0.2.7/tcp/1, /ip4/192.0.2.7/tcp/1"})
    void replacesANameByItsAddressesAndKeepsItForTls(String named, String expected) {
        assertThat(resolve(named).addresses()).map(Multiaddr::toString).containsExactly(expected.split(" "));
    }

    @Test
    void followsTextRecordsToOthersAndToNames() {
        texts.put("_dnsaddr.root", List.of("dnsaddr=/dnsaddr/leaf" + PEER, "v=spf1", "dnsaddr=not an address"));
        texts.put("_dnsaddr.leaf", List.of("dnsaddr=/dns4/host/tcp/4" + PEER, "dnsaddr=/ip6/2001:db8::2/tcp/6" + PEER));
        Resolution resolution = resolve("/dnsaddr/root");
        assertThat(resolution.addresses()).map(Multiaddr::toString).containsExactlyInAnyOrder("/ip4/192.0.2.1/tcp/4" + PEER,
                "/ip6/2001:db8::2/tcp/6" + PEER);
        assertThat(resolution.problem()).isEmpty();
    }

    @Test
    void keepsOnlyWhatEndsAsTheAddressAskedFor() {
        texts.put("_dnsaddr.root", List.of("dnsaddr=/ip4/192.0.2.3/tcp/1" + OTHER, "dnsaddr=/ip4/192.0.2.4/tcp/1" + PEER,
                "dnsaddr=/ip4/192.0.2.5/tcp/1", "dnsaddr=/dnsaddr/elsewhere" + OTHER));
        assertThat(resolve("/dnsaddr/root" + PEER).addresses()).map(Multiaddr::toString).containsExactly("/ip4/192.0.2.4/tcp/1" + PEER);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void goesOnWhenOneNameFailsAndTellsSo() {
        texts.put("_dnsaddr.root", List.of("dnsaddr=/dnsaddr/missing", "dnsaddr=/ip4/192.0.2.4/tcp/1"));
        Resolution resolution = resolve("/dnsaddr/root");
        assertThat(resolution.addresses()).hasSize(1);
        assertThat(resolution.problem().map(Throwable::getMessage)).contains("there is no name _dnsaddr.missing");
    }

    @Test
    void endsATreeThatIsTooDeep() {
        IntStream.range(0, 100).forEach(i -> texts.put("_dnsaddr.n" + i, List.of("dnsaddr=/dnsaddr/n" + (i + 1))));
        Resolution resolution = resolve("/dnsaddr/n0");
        assertThat(resolution.addresses()).isEmpty();
        assertThat(message(resolution)).contains("more than 4 deep");
        assertThat(lookups).hasValue(AddressResolver.MAX_DEPTH);
    }

    @Test
    void endsATreeThatIsTooWide() {
        texts.put("_dnsaddr.root", IntStream.range(0, 50).mapToObj(i -> "dnsaddr=/dnsaddr/n" + i).toList());
        IntStream.range(0, 50)
                .forEach(i -> texts.put("_dnsaddr.n" + i,
                        IntStream.range(0, 50).mapToObj(j -> "dnsaddr=/dnsaddr/x" + i + "-" + j).toList()));
        Resolution resolution = resolve("/dnsaddr/root");
        assertThat(resolution.addresses()).isEmpty();
        assertThat(message(resolution)).contains("more than 100 TXT records");
        assertThat(lookups.get()).isLessThanOrEqualTo(AddressResolver.MAX_RECORDS);
    }

    @Test
    void endsATreeThatBitesItsTail() {
        texts.put("_dnsaddr.root", List.of("dnsaddr=/dnsaddr/root", "dnsaddr=/ip4/192.0.2.4/tcp/1"));
        assertThat(resolve("/dnsaddr/root").addresses()).hasSize(1);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void keepsNoMoreAddressesThanADialTakes() {
        texts.put("_dnsaddr.root", IntStream.range(0, 90).mapToObj(i -> "dnsaddr=/ip4/192.0.2.4/tcp/" + (i + 1)).toList());
        assertThat(resolve("/dnsaddr/root").addresses()).hasSize(25);
    }

    @Test
    void knowsWhichAddressesBeginWithAName() {
        assertThat(Stream.of("/dns/a/tcp/1", "/dns4/a/tcp/1", "/dns6/a/tcp/1", "/dnsaddr/a").map(Multiaddr::parse))
                .allMatch(AddressResolver::hasName);
        assertThat(AddressResolver.hasName(Multiaddr.parse("/ip4/192.0.2.1/tcp/443/tls/sni/a/ws"))).isFalse();
        assertThat(AddressResolver.hasName(Multiaddr.EMPTY)).isFalse();
    }

    private Resolution resolve(String address) {
        return resolver.resolve(Multiaddr.parse(address), Deadline.NEVER);
    }

    private static String message(Resolution resolution) {
        return resolution.problem().map(Throwable::getMessage).orElse("none");
    }

    private static List<InetAddress> hosts(String name) throws IOException {
        if (!name.equals("host")) {
            throw new IOException("there is no name " + name);
        }
        return new ArrayList<>(List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1")));
    }

    private List<String> texts(String name) throws IOException {
        lookups.incrementAndGet();
        return Optional.ofNullable(texts.get(name)).orElseThrow(() -> new IOException("there is no name " + name));
    }
}
