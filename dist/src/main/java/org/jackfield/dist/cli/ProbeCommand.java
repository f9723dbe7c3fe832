package org.jackfield.dist.cli;

import java.io.IOException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.jackfield.dist.probe.Probe;
import org.jackfield.dist.probe.ProbeReport;
import org.jackfield.kernel.host.Node;

/** Shows how far one comes with a peer. */
@Command(name = "probe", description = "Dial a peer and show each stage with its time; needs no running node.")
final class ProbeCommand extends ClientCommand {
    @Mixin private AddressTarget target = new AddressTarget();

    @Override
    boolean run(Node node, Output output) throws IOException {
        ProbeReport report = Probe.run(node, target.address(), timeout());
        if (output.json()) {
            output.print(report.json());
        } else {
            report.lines().forEach(output::line);
        }
        return report.ok();
    }
}
