package org.jackfield.kernel.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.DialFailed.Code;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.peer.PeerId;

final class FailureCodesTest {
    private static final PeerId PEER = PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA");

    static Stream<Arguments> failures() {
        return Stream.of(Arguments.of(Stage.CONNECT, new ConnectException("Connection refused: /127.0.0.1:1"), Code.REFUSED),
                Arguments.of(Stage.CONNECT, new ConnectException("finishConnect(..) failed: Connection refused"), Code.REFUSED),
                Arguments.of(Stage.CONNECT, new ConnectException("Network is unreachable"), Code.UNREACHABLE),
                Arguments.of(Stage.CONNECT, new NoRouteToHostException(), Code.UNREACHABLE),
                Arguments.of(Stage.CONNECT, new ConnectException("Connection timed out"), Code.TIMEOUT),
                Arguments.of(Stage.CONNECT, new DeadlineExpired("late"), Code.TIMEOUT),
                Arguments.of(Stage.HANDSHAKE, new IOException("Connection reset by peer"), Code.RESET),
                Arguments.of(Stage.SECURITY_NEGOTIATION, new EOFException("the peer closed the link"), Code.CLOSED),
                Arguments.of(Stage.HANDSHAKE, new HandshakeFailed("cut", new EOFException()), Code.CLOSED),
                Arguments.of(Stage.HANDSHAKE, new HandshakeFailed("wrong signature"), Code.HANDSHAKE),
                Arguments.of(Stage.HANDSHAKE, new HandshakeFailed("somebody else", PEER), Code.PEER_MISMATCH),
                Arguments.of(Stage.SECURITY_NEGOTIATION, new NegotiationFailed("none"), Code.NO_COMMON_SECURITY),
                Arguments.of(Stage.MUXER_NEGOTIATION, new NegotiationFailed("none"), Code.NO_COMMON_MUXER),
                Arguments.of(Stage.SECURITY_NEGOTIATION, new ProtocolViolation("HTTP/1.1 400"), Code.PROTOCOL_VIOLATION),
                Arguments.of(Stage.ADMISSION, new LimitExceeded("full"), Code.LIMIT),
                Arguments.of(Stage.CONNECT, new IllegalStateException(), Code.FAILED));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void givesEachFailureItsWord(Stage stage, Throwable cause, Code expected) {
        assertThat(FailureCodes.of(stage, cause)).isEqualTo(expected);
    }

    /** Programs rely on them: whoever renames one breaks them. */
    @Test
    void theWordsAreStable() {
        assertThat(Stream.of(Code.values()).map(Code::toString).collect(Collectors.toSet())).isEqualTo(Set.of("no-transport",
                "own-address", "unspecified", "other-peer", "dns", "backoff", "not-tried", "refused", "unreachable", "timeout", "reset",
                "closed", "no-common-security", "no-common-muxer", "peer-mismatch", "handshake", "protocol-violation", "limit", "gated",
                "shutdown", "failed"));
    }

    @Test
    void blamesNoAddressForWhatThisNodeDecided() {
        assertThat(Stream.of(Code.NO_TRANSPORT, Code.OWN_ADDRESS, Code.BACKOFF, Code.LIMIT, Code.GATED, Code.SHUTDOWN, Code.NOT_TRIED))
                .noneMatch(FailureCodes::isTheirs);
    }
}
