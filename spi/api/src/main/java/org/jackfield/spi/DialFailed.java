package org.jackfield.spi;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** No address of a peer led to a connection. */
public final class DialFailed extends NetworkException {
    private static final long serialVersionUID = 1L;

    private final transient List<Attempt> attempts;

    public DialFailed(@Nullable PeerId peer, List<Attempt> attempts) {
        super(ErrorCode.NONE, message(peer, attempts), attempts.isEmpty() ? null : attempts.getLast().cause());
        this.attempts = List.copyOf(attempts);
    }

    /** Gives one row per address, in the order they ended; empty if no address is known. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** How far a dial came. */
    public enum Stage {
        /** No plugin dials such an address, its name has no address, or it is not dialed now. */
        ADDRESS,
        /** The transport's connect. */
        CONNECT,
        /** Choosing the security protocol. */
        SECURITY_NEGOTIATION,
        /** The security handshake. */
        HANDSHAKE,
        /** Choosing the muxer. */
        MUXER_NEGOTIATION,
        /** Limits and policies of this node. */
        ADMISSION
    }

    /**
     * Why an address led to no connection, as a word for programs: its text, lower case with hyphens, is stable. New ones may come, so take
     * what you do not know for {@link #FAILED}.
     */
    public enum Code {
        /** No transport of this node dials such an address. */
        NO_TRANSPORT,
        /** This node itself listens there. */
        OWN_ADDRESS,
        /** The address means every interface, which is for listening only. */
        UNSPECIFIED,
        /** The address names another peer than the one to dial. */
        OTHER_PEER,
        /** The name has no address, or no name server answers. */
        DNS,
        /** It failed a short time ago and is left alone until a point in time. */
        BACKOFF,
        /** The dial ended before it was this address's turn. */
        NOT_TRIED,
        /** Nothing listens there. */
        REFUSED,
        /** The network has no way there. */
        UNREACHABLE,
        /** No answer in time. */
        TIMEOUT,
        /** The other end cut the link. */
        RESET,
        /** The other end closed the link. */
        CLOSED,
        /** Both ends have no security protocol in common. */
        NO_COMMON_SECURITY,
        /** Both ends have no muxer in common. */
        NO_COMMON_MUXER,
        /** Somebody else answered, or this node itself. */
        PEER_MISMATCH,
        /** The security handshake failed. */
        HANDSHAKE,
        /** What answers breaks the protocol, or speaks another one. */
        PROTOCOL_VIOLATION,
        /** A limit of this node is reached. */
        LIMIT,
        /** A policy of this node refuses it. */
        GATED,
        /** This node shuts down. */
        SHUTDOWN,
        /** Anything else; the cause says what. */
        FAILED;

        /** Gives the stable text: {@code no-transport}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One address and what became of it.
     *
     * @param address  as it was named or known
     * @param resolved what was dialed in its place, if {@code address} holds a name
     * @param stage    where it ended
     * @param code     why, for programs
     * @param cause    why, in words
     * @param took     how long it took
     */
    public record Attempt(Multiaddr address, Optional<Multiaddr> resolved, Stage stage, Code code, Throwable cause, Duration took) {
        @Override
        public String toString() {
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return address + resolved.map(dialed -> " at " + dialed).orElse("") + ": "
                    + stage.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + why + " (" + code + ", " + took.toMillis() + " ms)";
        }
    }

    private static String message(@Nullable PeerId peer, List<Attempt> attempts) {
        String who = peer == null ? "the peer" : peer.toString();
        if (attempts.isEmpty()) {
            return "cannot dial " + who + ": no address is known";
        }
        return attempts.stream().map(Attempt::toString).collect(Collectors.joining("; ", "cannot dial " + who + ": ", ""));
    }
}
