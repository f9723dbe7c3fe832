package org.jackfield.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.tck.FakeNetwork;

final class OpenStreamsTest {
    private static final ProtocolId PING = new ProtocolId("/ipfs/ping/1.0.0");
    private static final ProtocolId ECHO = new ProtocolId("/echo/1.0.0");

    private final FakeNetwork network = new FakeNetwork();
    private final Connection connection = network.host().connect(network.host());
    private final OpenStreams streams = new OpenStreams();

    @Test
    void countsByProtocolUntilTheyEnd() {
        streams.note(new Events.Connected(connection));
        open(PING);
        open(PING);
        open(ECHO);
        assertThat(streams.of(connection)).isEqualTo(Map.of(PING, 2, ECHO, 1));
        close(PING);
        close(ECHO);
        assertThat(streams.of(connection)).isEqualTo(Map.of(PING, 1));
    }

    @Test
    void keepsNothingOfAConnectionThatEndedEvenIfItsStreamsEndLater() {
        streams.note(new Events.Connected(connection));
        open(PING);
        streams.note(new Events.Disconnected(connection, true, ErrorCode.NONE, "gone"));
        open(ECHO);
        close(PING);
        assertThat(streams.of(connection)).isEmpty();
    }

    private void open(ProtocolId protocol) {
        streams.note(new Events.StreamOpened(connection, protocol, Direction.INBOUND));
    }

    private void close(ProtocolId protocol) {
        streams.note(new Events.StreamClosed(connection, protocol, Direction.INBOUND, true, "done"));
    }
}
