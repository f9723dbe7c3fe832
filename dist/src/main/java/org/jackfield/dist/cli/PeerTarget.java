package org.jackfield.dist.cli;

import java.util.Optional;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Which peer: where it is, or whom the running node knows. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PeerTarget {
    @Parameters(paramLabel = "MULTIADDR|PEER", description = "Where, such as /ip4/192.0.2.1/tcp/4001/p2p/<peer id>; or whom, if the running node knows where.") private String text;

    @Spec(Spec.Target.MIXEE) private CommandSpec spec;

    /** Gives the address, if that is what was named. */
    Optional<Multiaddr> address() {
        try {
            if (text.startsWith("/")) {
                return Optional.of(Multiaddr.parse(text));
            }
            PeerId.parse(text);
            return Optional.empty();
        } catch (MalformedException e) {
            throw new ParameterException(spec.commandLine(), "neither a multiaddr nor a peer id: " + e.getMessage(), e);
        }
    }

    /** Gives what was written; call {@link #address} first. */
    @Override
    public String toString() {
        return text;
    }
}
