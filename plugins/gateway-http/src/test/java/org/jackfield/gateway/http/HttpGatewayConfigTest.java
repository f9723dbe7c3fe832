package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpGatewayConfigTest {
    @Test
    void readsWhereToListen() {
        assertThat(ListenAddress.parse("127.0.0.1:4080").getPort()).isEqualTo(4080);
        assertThat(ListenAddress.parse("[::1]:0").getHostString()).isEqualTo("::1");
        assertThat(ListenAddress.parse("localhost:1").isUnresolved()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "::1:4080", "[::1]", "a:b:1"})
    void refusesWhereNobodyCanListen(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Gateways.config(text)).withMessageContaining("host:port");
    }
}
