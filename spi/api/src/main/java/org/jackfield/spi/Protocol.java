package org.jackfield.spi;

import java.util.Map;

/** An application protocol. */
public interface Protocol extends Component {
    /** Tells which protocol ids this node serves, and how; read once, after {@link #start}. May be empty for a pure client. */
    Map<ProtocolId, ProtocolHandler> handlers();

    /** Makes a protocol of one id and one handler, without a life of its own. */
    static Protocol serving(ProtocolId id, ProtocolHandler handler) {
        return () -> Map.of(id, handler);
    }
}
