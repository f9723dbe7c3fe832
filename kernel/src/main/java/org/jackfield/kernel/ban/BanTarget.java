package org.jackfield.kernel.ban;

import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.IpRange;
import org.jackfield.spi.peer.PeerId;

/** Whom a ban keeps out. */
public sealed interface BanTarget {
    /** A peer, wherever it is. */
    record OfPeer(PeerId peer) implements BanTarget {
        @Override
        public String toString() {
            return peer.toString();
        }
    }

    /** Whoever is at an address. */
    record OfRange(IpRange range) implements BanTarget {
        /** @throws MalformedException for a range that holds every address */
        public OfRange {
            if (range.bits() == 0) {
                throw new MalformedException(range + " is every address; stop the node instead");
            }
        }

        @Override
        public String toString() {
            return range.toString();
        }
    }

    /**
     * Reads a peer id, an IP address or a range of addresses such as {@code 192.0.2.0/24}.
     *
     * @throws MalformedException if it is none of them
     */
    static BanTarget parse(String text) {
        return text.indexOf('.') >= 0 || text.indexOf(':') >= 0 ? new OfRange(IpRange.parse(text)) : new OfPeer(PeerId.parse(text));
    }
}
