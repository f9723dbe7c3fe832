package org.jackfield.spi.datapath;

import io.netty.channel.Channel;

import org.jackfield.spi.Component;
import org.jackfield.spi.ProtocolId;

/** Runs many streams over one secured channel. Thread-safe. */
public interface StreamMuxer extends Component {
    /** Names it in the negotiation. */
    ProtocolId id();

    /**
     * Makes the session for a channel. The kernel adds {@link MuxedSession#handler} to the end of the pipeline afterwards, in the event
     * loop; streams may be opened and written before that, their bytes wait. What was read from the channel earlier follows as
     * {@code channelRead} and one {@code channelReadComplete}, which is what wakes readers. From then on the session may switch the
     * channel's auto-read.
     *
     * @param scope    what the connection may use: the session reserves each stream and the memory it can be made to hold there
     * @param listener told of inbound streams and of the end
     */
    MuxedSession session(Channel channel, Role role, ConnectionScope scope, SessionListener listener);
}
