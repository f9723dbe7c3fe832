package org.jackfield.kernel.dial;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.jackfield.kernel.dns.AddressResolver;
import org.jackfield.spi.DialFailed.Code;
import org.jackfield.spi.peer.Multiaddr;

/** Finds the addresses that are not worth a dial. Pure. */
final class AddressFilter {
    private AddressFilter() {}

    /**
     * Why an address is not dialed.
     *
     * @param code  for programs
     * @param cause in words
     */
    record Refusal(Code code, Exception cause) {}

    /** Tells why a candidate is not dialed; empty if it is. */
    static Optional<Refusal> refusal(Candidate candidate, Connector<?> connector) {
        Multiaddr address = candidate.address();
        if (candidate.peer().isPresent() && address.peer().isPresent() && !address.peer().equals(candidate.peer())) {
            return Optional.of(new Refusal(Code.OTHER_PEER, new IOException("the address belongs to another peer than "
                    + candidate.peer().get())));
        }
        if (AddressResolver.hasName(address)) {
            return Optional.empty();
        }
        if (address.isUnspecified()) {
            return Optional.of(new Refusal(Code.UNSPECIFIED, new IOException("the address means every interface; it is for listening")));
        }
        if (isOwn(address, connector.listening())) {
            return Optional.of(new Refusal(Code.OWN_ADDRESS, new IOException("it is this node's own address")));
        }
        if (!connector.supports(address)) {
            return Optional.of(new Refusal(Code.NO_TRANSPORT, new IOException("no transport in stack.transports dials such an address")));
        }
        return Optional.empty();
    }

    /** Tells until when a candidate is left alone because it failed; empty if it can be dialed. */
    static Optional<Refusal> backoff(Candidate candidate, DialBackoff backoff) {
        return candidate.peer().flatMap(peer -> backoff.until(peer, candidate.address()))
                .map(until -> new Refusal(Code.BACKOFF, new IOException("it failed a short time ago and is left alone until "
                        + until.truncatedTo(ChronoUnit.SECONDS) + " (dial.backoff); name the address to dial it at once")));
    }

    /** A node that listens on all interfaces does so on loopback too; its other addresses it learns by dialing them. */
    private static boolean isOwn(Multiaddr address, List<Multiaddr> listening) {
        Multiaddr plain = address.withoutPeer();
        return listening.stream().anyMatch(own -> own.equals(plain)
                || own.isUnspecified() && plain.isLoopback() && samePortAndKind(own, plain));
    }

    private static boolean samePortAndKind(Multiaddr own, Multiaddr other) {
        Optional<InetSocketAddress> one = own.socketAddress();
        Optional<InetSocketAddress> two = other.socketAddress();
        return one.isPresent() && two.isPresent() && one.get().getPort() == two.get().getPort()
                && own.parts().getFirst().protocol() == other.parts().getFirst().protocol()
                && own.parts().subList(1, own.parts().size()).equals(other.parts().subList(1, other.parts().size()));
    }
}
