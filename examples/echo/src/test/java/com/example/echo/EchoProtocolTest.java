package com.example.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.Host;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.tck.ProtocolContract;

class EchoProtocolTest extends ProtocolContract<EchoConfig> {
    EchoProtocolTest() {
        super(new EchoProvider(), new EchoConfig(Duration.ofSeconds(1)));
    }

    @Override
    protected List<Request> requests() {
        return List.of(new Request(EchoProvider.ID, Bytes.ofUtf8("hello")));
    }

    @Test
    void returnsWhatItGets() throws IOException {
        assertThat(exchange(EchoProvider.ID, bytes("hi"))).isEqualTo(bytes("hi"));
    }

    @Test
    void answersACaller() throws IOException {
        assertThat(call(caller(), host().id(), bytes("hi"), 100)).isEqualTo(bytes("hi"));
    }

    /** What a caller writes. */
    private static byte[] call(Host host, PeerId peer, byte[] message, int limit) throws IOException {
        try (var stream = host.open(peer, EchoProvider.ID, Deadline.after(Duration.ofSeconds(5)))) {
            stream.deadline(Deadline.after(Duration.ofSeconds(5)));
            stream.out().write(message);
            stream.closeWrite();
            return stream.in().readNBytes(limit);
        }
    }
}
