package org.jackfield.spi.datapath;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.LimitExceeded;

/**
 * What one connection may use of this node. What is reserved here and never released goes with the connection.
 *
 * <p>Source: the scopes are those of go-libp2p's resource manager (core/network/rcmgr).
 */
public interface ConnectionScope extends MemoryBudget {
    /**
     * Reserves a stream, before there is any state of it.
     *
     * @param opener who opens it
     * @param memory bytes the stream can make this node hold from its start
     * @throws LimitExceeded a limit of this node stands in the way: the peer is told {@link org.jackfield.spi.ErrorCode#RESOURCE_LIMIT}
     */
    StreamScope openStream(Direction opener, long memory) throws LimitExceeded;
}
