package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.http.Health;
import org.jackfield.spi.peer.Multiaddr;

class HealthTextTest {
    @Test
    void writesJson() {
        assertThat(
                HealthText.write(new Health(true, Map.of("b", "why", "a", "say \"x\"\n"), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/1")),
                        List.of("a\\b\u0001"))))
                .isEqualTo("{\"ready\":true,\"listening\":[\"/ip4/127.0.0.1/tcp/1\"],"
                        + "\"failed\":{\"a\":\"say \\\"x\\\"\\u000a\",\"b\":\"why\"},\"alerts\":[\"a\\\\b\\u0001\"]}\n");
    }
}
