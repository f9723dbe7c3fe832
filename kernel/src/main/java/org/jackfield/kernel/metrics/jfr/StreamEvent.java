package org.jackfield.kernel.metrics.jfr;

import java.util.Locale;
import java.util.Optional;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

import org.jackfield.spi.Connection;
import org.jackfield.spi.ProtocolId;

/** The life of one stream, from its protocol to its end. */
@Name("jackfield.Stream")
@Label("Stream")
@Category("Jackfield")
@Description("The life of one stream")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
public final class StreamEvent extends Event {
    @Label("Peer") private String peer = "";
    @Label("Address") private String address = "";
    @Label("Direction")
    @Description("inbound: opened by the peer; outbound: by this node") private String direction = "";
    @Label("Protocol") private String protocol = "";
    @Label("Outcome")
    @Description("closed or reset") private String outcome = "";
    @Label("Received")
    @DataAmount private long received;
    @Label("Sent")
    @DataAmount private long sent;

    private StreamEvent() {}

    /** Begins an event if a recording runs that wants it. */
    public static Optional<StreamEvent> begin(Connection connection, ProtocolId protocol, Connection.Direction direction) {
        StreamEvent event = new StreamEvent();
        if (!event.isEnabled()) {
            return Optional.empty();
        }
        event.peer = connection.remotePeer().toString();
        event.address = connection.remoteAddress().toString();
        event.direction = direction.name().toLowerCase(Locale.ROOT);
        event.protocol = protocol.value();
        event.begin();
        return Optional.of(event);
    }

    /** Records the end. */
    public void end(String how, long bytesReceived, long bytesSent) {
        outcome = how;
        received = bytesReceived;
        sent = bytesSent;
        commit();
    }
}
