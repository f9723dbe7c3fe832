package org.jackfield.spi;

import java.time.Duration;
import java.util.List;
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

    /** Gives one row per address tried, in the order they ended. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** How far a dial came. */
    public enum Stage {
        /** No plugin dials such an address, or it is our own. */
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
     * One address tried.
     *
     * @param address what was dialed
     * @param stage   where it ended
     * @param cause   why
     * @param took    how long it took
     */
    public record Attempt(Multiaddr address, Stage stage, Throwable cause, Duration took) {
        @Override
        public String toString() {
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return address + ": " + stage.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": " + why + " (" + took.toMillis()
                    + " ms)";
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
