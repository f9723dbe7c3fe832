package org.jackfield.dist.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Plain;
import org.jackfield.dist.text.Table;
import org.jackfield.dist.text.Units;
import org.jackfield.spi.Connection;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.peer.Multiaddr;

/**
 * What a probe found.
 *
 * @param target     what was dialed
 * @param connection what was agreed, if it came that far
 * @param facts      what the peer said about itself, if it came that far
 * @param steps      each with its time
 */
public record ProbeReport(Multiaddr target, Optional<Connection.Info> connection, Optional<PeerFacts> facts, List<Step> steps) {
    public ProbeReport {
        steps = List.copyOf(steps);
    }

    /** Tells whether every step was done. */
    public boolean ok() {
        return steps.stream().allMatch(step -> step.state() == Step.State.OK);
    }

    /** Gives the report for a program. */
    public Json json() {
        Json.Builder report = Json.object().put("target", target).put("ok", ok()).put("stages",
                new Json.Items(steps.stream().map(Step::json).toList()));
        report.put("peer", connection.map(Connection.Info::peer)).put("security", connection.map(Connection.Info::security))
                .put("muxer", connection.map(Connection.Info::muxer));
        facts.ifPresent(known -> report.put("agent", known.agent()).put("protocolVersion", known.protocolVersion())
                .put("observed", known.observedAddress()).put("addresses", Json.texts(known.listenAddresses()))
                .put("protocols", Json.texts(sorted(known))).put("signedRecord", known.signedRecord().isPresent()));
        advice().ifPresent(words -> report.put("advice", words));
        return report.build();
    }

    /** Gives the report for people. */
    public List<String> lines() {
        Table table = new Table("STAGE", "STATE", "TIME", "DETAIL");
        steps.forEach(step -> table.row(step.name(), step.state(), step.state() == Step.State.SKIPPED ? "-" : Units.precise(step.took()),
                step.detail()));
        List<String> lines = new ArrayList<>(table.lines());
        facts.ifPresent(known -> {
            known.observedAddress().ifPresent(address -> lines.add("observed " + address));
            known.listenAddresses().forEach(address -> lines.add("address " + address));
            sorted(known).forEach(protocol -> lines.add("protocol " + Plain.of(protocol)));
        });
        advice().ifPresent(words -> lines.add("advice: " + words));
        return lines;
    }

    private static List<String> sorted(PeerFacts facts) {
        return facts.protocols().stream().map(Object::toString).sorted().toList();
    }

    private Optional<String> advice() {
        return steps.stream().filter(step -> step.state() == Step.State.FAILED).findFirst().map(step -> switch (step.name()) {
            case "address" ->
                "nothing was dialed: check the address, the transports in stack.transports, and the name server if it holds a name";
            case "admission" -> "this node itself refused it: look at its limits and bans";
            case "connect" ->
                "nothing answers there: check that the node runs and listens on this address, and that no firewall or NAT is between";
            case "security negotiation" -> "what answers speaks none of our security protocols, or no libp2p at all: check the port";
            case "handshake" -> "what answers is not the peer in the address, or no libp2p node at all: check peer id and port";
            case "muxer negotiation" ->
                "the peer is the right one, but has no muxer in common with us: compare stack.muxers with what it offers";
            case "identify" -> "connected, but the peer does not serve /ipfs/id/1.0.0, or is too busy to answer";
            default -> "connected, but the peer does not serve /ipfs/ping/1.0.0, or is too busy to answer";
        });
    }
}
