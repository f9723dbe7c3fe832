package org.jackfield.spi.datapath;

import org.jackfield.spi.Connection.Direction;

/** A connection that may use anything, and opens no streams. */
final class NoLimits implements ConnectionScope {
    @Override
    public StreamScope openStream(Direction opener, long memory) {
        throw new UnsupportedOperationException("not part of the test");
    }

    @Override
    public boolean reserve(long bytes) {
        return true;
    }

    @Override
    public void release(long bytes) {}
}
