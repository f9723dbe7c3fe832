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

/** One link secured, dialed or accepted. */
@Name("jackfield.Handshake")
@Label("Handshake")
@Category("Jackfield")
@Description("The security handshake of one link")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
public final class HandshakeEvent extends Event {
    @Label("Peer")
    @Description("Empty if it did not come that far") private String peer = "";
    @Label("Address") private String address = "";
    @Label("Direction")
    @Description("inbound or outbound") private String direction = "";
    @Label("Security")
    @Description("The protocol; empty if the upgrade failed") private String security = "";
    @Label("Outcome")
    @Description("connected or failed") private String outcome = "";
    @Label("Stage")
    @Description("Where the upgrade ended; empty if it is connected") private String stage = "";

    /** Records a success, if a recording runs that wants it. */
    public void connected(PeerId who, Multiaddr at, String by, String protocol) {
        if (shouldCommit()) {
            fill(who.toString(), at, by, "connected");
            security = protocol;
            commit();
        }
    }

    /** Records a failure, if a recording runs that wants it. */
    public void failed(Optional<PeerId> who, Multiaddr at, String by, String where) {
        if (shouldCommit()) {
            fill(who.map(PeerId::toString).orElse(""), at, by, "failed");
            stage = where;
            commit();
        }
    }

    private void fill(String who, Multiaddr at, String by, String how) {
        peer = who;
        address = at.toString();
        direction = by;
        outcome = how;
    }
}
