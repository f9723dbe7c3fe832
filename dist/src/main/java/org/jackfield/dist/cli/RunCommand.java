package org.jackfield.dist.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.launch.RunningNode;
import org.jackfield.dist.launch.Setup;
import org.jackfield.kernel.host.Node;
import org.jackfield.kernel.task.ExitHook;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Runs a node until a signal ends it. What it prints is stable: scripts rely on it. */
@Command(name = "run", description = "Run a node until SIGTERM or SIGINT.")
final class RunCommand extends BaseCommand {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin private ConfigOption config = new ConfigOption();

    @Option(names = "--listen", paramLabel = "MULTIADDR", description = "Listen here instead of where the config says; may be repeated.") private @Nullable List<Multiaddr> listen;

    @Override
    boolean run(Output output) throws Exception {
        Setup setup = config.setup().orThrow();
        setup.warnings().forEach(warning -> LOG.warn("{}: {}", warning.position(), warning.message()));
        RunningNode running = RunningNode.start(setup, config.data(), listen == null ? setup.config().host().listen() : listen);
        Failures.err().println("limits: " + running.node().resources().budgets().summary());
        ExitHook.add("stop", () -> Runtime.getRuntime().halt(stop(running)));
        announce(running.node(), output);
        new CountDownLatch(1).await();
        return true;
    }

    private static void announce(Node node, Output output) {
        PeerId self = node.host().id();
        if (output.json()) {
            List<Multiaddr> full = node.host().addresses().stream().map(address -> address.withPeer(self)).toList();
            output.line(Json.object().put("peer", self).put("listening", Json.texts(full)).put("ready", true).build().toString());
            return;
        }
        output.line("peer " + self);
        node.host().addresses().forEach(address -> output.line("listening " + address.withPeer(self)));
        output.line("ready");
    }

    /** A node that was asked to stop and did has succeeded, whichever signal asked. */
    private static int stop(RunningNode running) {
        try {
            running.close();
            return ExitCode.SUCCESS;
        } catch (IOException | RuntimeException e) {
            LOG.error("the node did not stop cleanly", e);
            return ExitCode.FAILURE;
        }
    }
}
