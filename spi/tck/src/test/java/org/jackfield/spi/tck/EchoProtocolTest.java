package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.multiformats.Bytes;

class EchoProtocolTest extends ProtocolContract<EchoProvider.Config> {
    EchoProtocolTest() {
        super(new EchoProvider(), new EchoProvider.Config(Duration.ofSeconds(10)));
    }

    @Override
    protected List<Request> requests() {
        return List.of(new Request(EchoProvider.ID, Bytes.ofUtf8("hello ".repeat(100))));
    }

    @Test
    void returnsWhatItGets() throws IOException {
        assertThat(exchange(EchoProvider.ID, bytes("hi"))).isEqualTo(bytes("hi"));
    }
}
