package org.jackfield.spi;

import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/**
 * Decides which connections stay when there are too many, and which come back. Protocols say what their peers are worth to them; all
 * methods are thread-safe and do not block.
 *
 * <p>Source: the words are those of go-libp2p's connection manager (core/connmgr).
 */
public interface ConnectionManager {
    /** Most tags, and most protections, of one peer. */
    int MAX_TAGS = 32;

    /**
     * Gives a connected peer a weight under a name, in place of the one it has under this name. The connections of peers whose weights sum
     * up to least go first. Forgotten with the peer's last connection; does nothing if it has none.
     *
     * @param tag names the reason, such as {@code kad}
     */
    void tag(PeerId peer, String tag, int weight);

    /** Takes back a weight. */
    void untag(PeerId peer, String tag);

    /** Keeps all connections of a peer from being trimmed, until each reason is taken back; also before it is connected. */
    void protect(PeerId peer, String reason);

    /**
     * Takes back a reason.
     *
     * @return whether the peer is still protected for another
     */
    boolean unprotect(PeerId peer, String reason);

    /**
     * Keeps a connection to a peer: dials it now and whenever the connection is lost, with growing pauses, and protects it. What becomes of
     * that is told in events and as an alert when it is given up.
     *
     * @param peer its addresses are tried first, those of the peer store follow
     */
    void keep(PeerAddress peer);

    /** Ends {@link #keep}; an open connection stays. */
    void release(PeerId peer);
}
