package org.jackfield.kernel.dial;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;

import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.DialFailed.Code;
import org.jackfield.spi.DialFailed.Stage;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.NetworkException;
import org.jackfield.spi.ProtocolViolation;

/** Gives the stable word for a failure. Pure. */
final class FailureCodes {
    private FailureCodes() {}

    static Code of(Stage stage, Throwable cause) {
        return switch (cause) {
            case LimitExceeded _ -> Code.LIMIT;
            case DeadlineExpired _ -> Code.TIMEOUT;
            case ProtocolViolation _ -> Code.PROTOCOL_VIOLATION;
            case NetworkException refused when refused.code().equals(ErrorCode.GATED) -> Code.GATED;
            case NegotiationFailed _ -> stage == Stage.MUXER_NEGOTIATION ? Code.NO_COMMON_MUXER : Code.NO_COMMON_SECURITY;
            case HandshakeFailed failed when failed.getCause() instanceof EOFException -> Code.CLOSED;
            case HandshakeFailed failed -> failed.actual().isPresent() ? Code.PEER_MISMATCH : Code.HANDSHAKE;
            case EOFException _ -> Code.CLOSED;
            case NoRouteToHostException _ -> Code.UNREACHABLE;
            default -> byWords(cause);
        };
    }

    /** Event loops report errors of the system in exceptions of their own, and what they have in common are the system's words. */
    private static Code byWords(Throwable cause) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("refused")) {
            return Code.REFUSED;
        }
        if (words.contains("unreachable") || words.contains("no route")) {
            return Code.UNREACHABLE;
        }
        if (words.contains("timed out")) {
            return Code.TIMEOUT;
        }
        if (words.contains("reset") || words.contains("broken pipe")) {
            return Code.RESET;
        }
        return cause instanceof ConnectException ? Code.UNREACHABLE : Code.FAILED;
    }

    /** Tells whether a failure says something about the address, so that it is left alone for a while; not one that this node decided. */
    static boolean isTheirs(Code code) {
        return switch (code) {
            case DNS, REFUSED, UNREACHABLE, TIMEOUT, RESET, CLOSED, NO_COMMON_SECURITY, NO_COMMON_MUXER, PEER_MISMATCH, HANDSHAKE,
                    PROTOCOL_VIOLATION, FAILED ->
                true;
            case NO_TRANSPORT, OWN_ADDRESS, UNSPECIFIED, OTHER_PEER, BACKOFF, NOT_TRIED, LIMIT, GATED, SHUTDOWN -> false;
        };
    }
}
