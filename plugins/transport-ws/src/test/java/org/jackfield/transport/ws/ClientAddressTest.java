package org.jackfield.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private final ClientAddress clients = ClientAddress.trusting(List.of("10.0.0.0/8", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"X-Forwarded-For | 192.0.2.1 | 192.0.2.1",
        "X-Forwarded-For | 6.6.6.6, 192.0.2.1, 10.9.9.9 | 192.0.2.1",
        "X-Forwarded-For | 2001:db8::1 | 2001:db8::1", "X-Real-IP | 192.0.2.1 | 192.0.2.1",
        "Forwarded | for=6.6.6.6, For=\"[2001:db8::1]:4711\";proto=https, for=10.1.1.1:80 | 2001:db8::1",
        "Forwarded | proto=https;for=192.0.2.1;by=10.0.0.1 | 192.0.2.1"})
    void isWhomTheNearestProxyThatIsNotTrustedNames(String name, String value, String expected) throws Exception {
        assertThat(of("10.0.0.1", name, value)).hasValue(new InetSocketAddress(InetAddress.getByName(expected), 0));
        assertThat(of("fd00::1", name, value)).hasValue(new InetSocketAddress(InetAddress.getByName(expected), 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"X-Forwarded-For | unknown", "X-Forwarded-For | evil.example", "Forwarded | for=_hidden",
        "X-Real-IP | ", "Cookie | 192.0.2.1"})
    void isTheProxyIfItTellsNothingOfUse(String name, String value) throws Exception {
        assertThat(of("10.0.0.1", name, value == null ? "" : value)).isEmpty();
    }

    @Test
    void isTheSenderIfItIsNoTrustedProxy() throws Exception {
        assertThat(of("192.0.2.9", "X-Forwarded-For", "127.0.0.1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "proxy.example", "10.0.0.0/-1", "10.0.0.0/x", "fd00::/129", "10.1.2.3/8", ""})
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> ClientAddress.trusting(List.of(text))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/8");
    }

    private Optional<InetSocketAddress> of(String sender, String name, String value) throws UnknownHostException {
        HttpHeaders headers = new DefaultHttpHeaders().add(name, value);
        return clients.of(new InetSocketAddress(InetAddress.getByName(sender), 1), headers);
    }
}
