package org.jackfield.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;

class WsAddressTest {
    @ParameterizedTest
    @CsvSource({"/ip4/1.2.3.4/tcp/80/ws, false, 1.2.3.4, /ip4/1.2.3.4/tcp/80/ws",
        "/ip4/1.2.3.4/tcp/443/wss, true, 1.2.3.4, /ip4/1.2.3.4/tcp/443/tls/ws",
        "/ip6/::1/tcp/4002/tls/ws, true, [0:0:0:0:0:0:0:1]:4002, /ip6/::1/tcp/4002/tls/ws",
        "/ip4/1.2.3.4/tcp/443/tls/sni/a.example/ws, true, a.example, /ip4/1.2.3.4/tcp/443/tls/sni/a.example/ws",
        "/ip4/1.2.3.4/tcp/8443/wss/http-path/a%2Fb, true, 1.2.3.4:8443, /ip4/1.2.3.4/tcp/8443/tls/ws/http-path/a%2Fb"})
    void readsEachFormAndWritesOne(String text, boolean tls, String host, String canonical) {
        Multiaddr address = Multiaddr.parse(text);
        WsAddress read = WsAddress.of(address).orElseThrow();
        assertThat(read.tls()).isEqualTo(tls);
        assertThat(read.host()).isEqualTo(host);
        Multiaddr end = Multiaddr.EMPTY.with(address.parts().get(0)).with(address.parts().get(1));
        assertThat(read.listenerAt(end)).hasToString(canonical);
        assertThat(WsAddress.of(read.listenerAt(end))).hasValue(read);
        assertThat(read.dialerAt(end)).hasToString(end + (tls ? "/tls/ws" : "/ws"));
    }

    @Test
    void readsNoOtherForm() {
        Foreign.ADDRESSES.forEach(address -> assertThat(WsAddress.of(address)).as("%s", address).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"node, /node", "a/b c, /a/b%20c", "50%, /50%25", "x?y#z, /x%3Fy%23z", "\u00fc, /%C3%BC"})
    void writesAPathAsTheTargetOfARequestAndReadsItBack(String path, String target) {
        assertThat(RequestPath.target(Bytes.ofUtf8(path))).isEqualTo(target);
        assertThat(RequestPath.of(target + "?query=1")).hasValue(Bytes.ofUtf8(path));
    }

    @Test
    void letsNoPathWriteAHeader() {
        assertThat(RequestPath.target(Bytes.ofUtf8(" HTTP/1.1\r\nX: y"))).doesNotContain(" ", "\r", "\n");
    }
}
