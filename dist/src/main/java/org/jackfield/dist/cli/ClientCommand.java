package org.jackfield.dist.cli;

import java.security.SecureRandom;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.dist.launch.DataDirectory;
import org.jackfield.dist.launch.NodeFactory;
import org.jackfield.dist.launch.Setup;
import org.jackfield.kernel.host.Node;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.peer.KeyType;

/** Talks to a peer from a node of its own: the stack of the config, a key made for the occasion, no listener. Needs no running node. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class ClientCommand extends BaseCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ClientCommand.class);

    @Mixin private ConfigOption config = new ConfigOption();

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "15", description = "For each step: the dial with all its stages, an answer. Default: 15.") private int timeout = 15;

    /**
     * Does the work.
     *
     * @param node started, without connections
     */
    abstract boolean run(Node node, Output output) throws Exception;

    @Override
    boolean run(Output output) throws Exception {
        Setup setup = config.setup().orThrow();
        setup.warnings().forEach(warning -> LOG.info("{}: {}", warning.position(), warning.message()));
        try (Node node = NodeFactory.client(setup, SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom()))) {
            node.start();
            return run(node, output);
        }
    }

    /** Gives the directory of the running node. */
    final DataDirectory data() {
        return config.data();
    }

    final Duration timeout() {
        return Duration.ofSeconds(timeout);
    }

    /** Counts from now. */
    final Deadline deadline() {
        return Deadline.after(timeout());
    }
}
