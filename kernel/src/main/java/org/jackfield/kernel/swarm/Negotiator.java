package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jackfield.spi.NegotiationFailed;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.Preamble;

/** Agrees on a protocol by multistream-select, in both roles. Source: libp2p specs, connections, "Multistream-select". */
final class Negotiator {
    /** Proposals a peer may make before it is cut; go-libp2p's longest list of security protocols or muxers is far below. */
    static final int MAX_PROPOSALS = 64;

    private Negotiator() {}

    /** Proposes {@code offers} in order until the peer takes one. */
    static ProtocolId propose(Preamble link, List<ProtocolId> offers) throws IOException {
        link.write(Multistream.encode(Multistream.HEADER, offers.getFirst().value()));
        readHeader(link);
        return choose(link, offers, 1);
    }

    /**
     * Goes on proposing {@code offers} in order until the peer takes one.
     *
     * @param sent how many of them are on their way already
     */
    static ProtocolId choose(Preamble link, List<ProtocolId> offers, int sent) throws IOException {
        for (int at = 0; at < offers.size(); at++) {
            if (at >= sent) {
                link.write(Multistream.encode(offers.get(at).value()));
            }
            if (accepted(link, offers.get(at))) {
                return offers.get(at);
            }
        }
        throw new NegotiationFailed("the peer takes none of " + names(offers));
    }

    /** Reads the answers to a proposal that was sent together with data. */
    static void confirm(Preamble link, ProtocolId proposed) throws IOException {
        readHeader(link);
        if (!accepted(link, proposed)) {
            throw new NegotiationFailed("the peer does not speak " + proposed);
        }
    }

    /**
     * Answers proposals until one is among {@code served}; the others get {@code na}, {@code ls} gets the list.
     *
     * @param served what this node takes
     */
    static ProtocolId answer(Preamble link, Collection<ProtocolId> served) throws IOException {
        readHeader(link);
        // A dialer that packs header and first proposal in one write, as all known ones do, gets both answers in one.
        boolean headerDue = link.buffered() > 0;
        if (!headerDue) {
            link.write(Multistream.encode(Multistream.HEADER));
        }
        return serve(link, served, headerDue);
    }

    /**
     * Goes on answering proposals until one is among {@code served}.
     *
     * @param headerDue whether the first answer comes with the header
     */
    static ProtocolId serve(Preamble link, Collection<ProtocolId> served, boolean headerDue) throws IOException {
        boolean due = headerDue;
        for (int proposals = 0; proposals < MAX_PROPOSALS; proposals++) {
            String proposal = Multistream.read(link);
            Optional<ProtocolId> match = served.stream().filter(id -> id.value().equals(proposal)).findFirst();
            byte[] reply = match.isPresent() ? Multistream.encode(proposal) : refusal(proposal, served);
            link.write(due ? concat(Multistream.encode(Multistream.HEADER), reply) : reply);
            due = false;
            if (match.isPresent()) {
                return match.get();
            }
        }
        throw new NegotiationFailed("the peer made " + MAX_PROPOSALS + " proposals and none is served here");
    }

    private static byte[] refusal(String proposal, Collection<ProtocolId> served) {
        return switch (proposal) {
            // js-libp2p asks for the header as for a protocol, possibly again.
            case Multistream.HEADER -> Multistream.encode(Multistream.HEADER);
            case Multistream.LIST -> list(served);
            default -> Multistream.encode(Multistream.NOT_AVAILABLE);
        };
    }

    /** One message that holds each id as a message of its own, and a line feed. */
    private static byte[] list(Collection<ProtocolId> served) {
        byte[] inner = Multistream.encode(served.stream().map(ProtocolId::value).toArray(String[]::new));
        int length = inner.length + 1;
        byte[] prefix = length < 0x80 ? new byte[]{(byte) length} : new byte[]{(byte) ((length & 0x7F) | 0x80), (byte) (length >>> 7)};
        return length > Multistream.MAX_LENGTH
                ? Multistream.encode(Multistream.NOT_AVAILABLE)
                : concat(concat(prefix, inner), new byte[]{'\n'});
    }

    static void readHeader(Preamble link) throws IOException {
        String header = Multistream.read(link);
        if (!header.equals(Multistream.HEADER)) {
            throw new ProtocolViolation("expected " + Multistream.HEADER + ", the peer sent " + shown(header));
        }
    }

    private static boolean accepted(Preamble link, ProtocolId proposed) throws IOException {
        String answer = readAnswer(link);
        if (answer.equals(proposed.value())) {
            return true;
        }
        if (answer.equals(Multistream.NOT_AVAILABLE)) {
            return false;
        }
        throw new ProtocolViolation("proposed " + proposed + ", the peer answered " + shown(answer));
    }

    /** Reads an answer; js-libp2p may send its header a second time before. */
    static String readAnswer(Preamble link) throws IOException {
        String answer = Multistream.read(link);
        return answer.equals(Multistream.HEADER) ? Multistream.read(link) : answer;
    }

    private static String names(List<ProtocolId> offers) {
        return offers.stream().map(ProtocolId::value).collect(Collectors.joining(", "));
    }

    static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7E]", "?");
        return '"' + (printable.length() > 80 ? printable.substring(0, 80) + "…" : printable) + '"';
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
