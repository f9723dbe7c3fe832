package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.Preamble;
import org.jackfield.spi.datapath.Role;

/**
 * Settles who is the initiator of a link that both ends dialed at the same moment, and agrees on a protocol. A peer that is a responder, or
 * has never heard of this, says {@code na}, and all goes on as usual. Source: libp2p specs, connections/simopen.md.
 */
final class SimultaneousOpen {
    private static final String TOKEN = "/libp2p/simultaneous-connect";
    private static final String SELECT = "select:";
    private static final String INITIATOR = "initiator";
    private static final String RESPONDER = "responder";
    private static final Pattern NONCE = Pattern.compile("\\d{1,20}");

    private SimultaneousOpen() {}

    /**
     * What was agreed.
     *
     * @param role     which end this node is from now on, for all layers
     * @param protocol the protocol chosen
     */
    record Agreed(Role role, ProtocolId protocol) {}

    /**
     * Settles, as one that dialed.
     *
     * @param offers what this node proposes, best first; and what it takes if it turns out to be the responder
     * @param nonce  random; the end with the greater one, unsigned, is the initiator
     * @throws NegotiationFailed if both drew the same nonce, too
     */
    static Agreed settle(Preamble link, List<ProtocolId> offers, long nonce) throws IOException {
        link.write(Multistream.encode(Multistream.HEADER, TOKEN, offers.getFirst().value()));
        Negotiator.readHeader(link);
        String answer = Negotiator.readAnswer(link);
        if (answer.equals(Multistream.NOT_AVAILABLE)) {
            return new Agreed(Role.INITIATOR, Negotiator.choose(link, offers, 1));
        }
        expect(TOKEN, answer);
        link.write(Multistream.encode(SELECT + Long.toUnsignedString(nonce)));
        int order = Long.compareUnsigned(nonce, readNonce(link));
        if (order == 0) {
            throw new NegotiationFailed("both ends drew the same number for who is the initiator");
        }
        if (order > 0) {
            link.write(Multistream.encode(INITIATOR));
            expect(RESPONDER, Multistream.read(link));
            return new Agreed(Role.INITIATOR, Negotiator.choose(link, offers, 0));
        }
        link.write(Multistream.encode(RESPONDER));
        expect(INITIATOR, Multistream.read(link));
        return new Agreed(Role.RESPONDER, Negotiator.serve(link, offers, false));
    }

    /** Skips the proposals that the peer sent before it knew. */
    private static long readNonce(Preamble link) throws IOException {
        for (int skipped = 0; skipped < Negotiator.MAX_PROPOSALS; skipped++) {
            String message = Multistream.read(link);
            if (message.startsWith(SELECT)) {
                return parse(message.substring(SELECT.length()));
            }
        }
        throw new NegotiationFailed("the peer made " + Negotiator.MAX_PROPOSALS + " proposals instead of settling who is the initiator");
    }

    private static long parse(String number) throws ProtocolViolation {
        try {
            if (NONCE.matcher(number).matches()) {
                return Long.parseUnsignedLong(number);
            }
        } catch (NumberFormatException beyond) {
            throw new ProtocolViolation("the peer drew a number beyond 64 bits: " + number, beyond);
        }
        throw new ProtocolViolation("expected a number, the peer drew " + Negotiator.shown(number));
    }

    private static void expect(String expected, String sent) throws ProtocolViolation {
        if (!sent.equals(expected)) {
            throw new ProtocolViolation("expected " + expected + ", the peer sent " + Negotiator.shown(sent));
        }
    }
}
