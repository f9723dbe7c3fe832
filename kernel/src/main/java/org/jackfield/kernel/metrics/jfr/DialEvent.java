package org.jackfield.kernel.metrics.jfr;

import java.util.Optional;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** One address dialed, from the first packet to a connection ready for streams. */
@Name("jackfield.Dial")
@Label("Dial")
@Category("Jackfield")
@Description("One address dialed")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
public final class DialEvent extends Event {
    @Label("Peer")
    @Description("Who is expected there; empty for anybody") private String peer = "";
    @Label("Address") private String address = "";
    @Label("Outcome")
    @Description("connected, failed or cancelled") private String outcome = "";
    @Label("Stage")
    @Description("Where it ended; empty if it is connected") private String stage = "";

    /** Records, if a recording runs that wants it. */
    public void end(Optional<PeerId> expected, Multiaddr dialed, String how, String where) {
        end();
        if (shouldCommit()) {
            peer = expected.map(PeerId::toString).orElse("");
            address = dialed.toString();
            outcome = how;
            stage = where;
            commit();
        }
    }
}
