package org.jackfield.kernel.swarm;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Preamble;

/**
 * Proposes the only choice there is together with the first bytes of the next layer, and reads the answer before the first read of that
 * layer: one round trip less. A peer that says {@code na} fails the first read.
 */
final class LazyProposal implements Preamble {
    private final Preamble link;
    private final ProtocolId proposed;
    private byte @Nullable [] unsent;
    private boolean confirmed;

    LazyProposal(Preamble link, ProtocolId proposed) {
        this.link = link;
        this.proposed = proposed;
        this.unsent = Multistream.encode(Multistream.HEADER, proposed.value());
    }

    /** Tells whether the peer has taken the proposal. */
    boolean isConfirmed() {
        return confirmed;
    }

    @Override
    public byte[] read(int length) throws IOException {
        if (!confirmed) {
            write(new byte[0]);
            Negotiator.confirm(link, proposed);
            confirmed = true;
        }
        return link.read(length);
    }

    @Override
    public int buffered() {
        return confirmed ? link.buffered() : 0;
    }

    @Override
    public void write(byte[] data) throws IOException {
        byte[] first = unsent;
        unsent = null;
        if (first == null) {
            link.write(data);
            return;
        }
        byte[] both = java.util.Arrays.copyOf(first, first.length + data.length);
        System.arraycopy(data, 0, both, first.length, data.length);
        link.write(both);
    }
}
