package org.jackfield.dist.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.jackfield.dist.json.Json;
import org.jackfield.kernel.host.Node;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.MetricFamily.Value;

/** Describes how a node fares. Thread-safe. */
public final class NodeStatus {
    /** Begins the names of metrics that are about the node; others are about its process. */
    private static final String OURS = "jackfield_";
    private static final Path PROCESS = Path.of("/proc/self/status");

    private final Node node;
    private final Facts facts;

    /**
     * What does not change while the node runs.
     *
     * @param version of the program
     * @param data    the data directory
     * @param started when the node was ready
     * @param broken  plugins that did not load, with the reason
     */
    public record Facts(String version, Path data, Instant started, Map<String, String> broken) {
        public Facts {
            broken = Map.copyOf(broken);
        }
    }

    public NodeStatus(Node node, Facts facts) {
        this.node = node;
        this.facts = facts;
    }

    Json json() {
        return Json.object().put("peer", node.host().id()).put("version", facts.version()).put("pid", ProcessHandle.current().pid())
                .put("data", facts.data()).put("started", facts.started())
                .put("uptimeMillis", Duration.between(facts.started(), Instant.now()).toMillis())
                .put("addresses", Json.texts(node.host().addresses())).put("gateways", Json.texts(gateways()))
                .put("connections", connections()).put("streams", streams())
                .put("protocols", Json.texts(node.host().protocols().stream().sorted(Comparator.comparing(Object::toString)).toList()))
                .put("parts", parts()).put("counters", counters()).put("memory", memory()).build();
    }

    private List<String> gateways() {
        return node.gateways().stream().map(address -> text(address)).toList();
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private Json connections() {
        List<Connection> all = node.host().connections();
        long inbound = all.stream().filter(connection -> connection.info().direction() == Direction.INBOUND).count();
        return Json.object().put("inbound", inbound).put("outbound", all.size() - inbound).build();
    }

    private long streams() {
        return node.host().connections().stream().mapToLong(Connection::streams).sum();
    }

    private Json parts() {
        Stream<Json> used = node.parts().entrySet().stream().map(part -> part(part.getKey(), part.getValue().map(NodeStatus::words)));
        Stream<Json> broken = facts.broken().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(part -> part(part.getKey(), Optional.of(part.getValue())));
        return new Json.Items(Stream.concat(used, broken).toList());
    }

    private static Json part(String name, Optional<String> failure) {
        return Json.object().put("name", name).put("state", failure.isEmpty() ? "RUNNING" : "FAILED").put("cause", failure).build();
    }

    private static String words(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private Json counters() {
        Json.Builder counters = Json.object();
        for (MetricFamily family : node.metrics()) {
            if (family.kind() == Kind.COUNTER && family.metric().name().startsWith(OURS)) {
                family.samples().stream().map(Value.class::cast)
                        .forEach(sample -> counters.put(name(family.metric(), sample.labels()), Math.round(sample.value())));
            }
        }
        return counters.build();
    }

    /** Shortens {@code jackfield_dials_total{outcome="failed"}} to {@code dials outcome=failed}. */
    private static String name(Metric metric, List<String> values) {
        StringBuilder name = new StringBuilder(metric.name().substring(OURS.length()).replaceFirst("_total$", ""));
        for (int i = 0; i < values.size(); i++) {
            name.append(' ').append(metric.labels().get(i)).append('=').append(values.get(i));
        }
        return name.toString();
    }

    private static Json memory() {
        Json.Builder memory = Json.object();
        Runtime runtime = Runtime.getRuntime();
        memory.put("heapUsed", runtime.totalMemory() - runtime.freeMemory()).put("heapMax", runtime.maxMemory());
        resident().ifPresent(bytes -> memory.put("resident", bytes));
        return memory.build();
    }

    /** Linux alone tells; elsewhere the field is left out. */
    private static OptionalLong resident() {
        if (!Files.isReadable(PROCESS)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(PROCESS)) {
            return lines.filter(line -> line.startsWith("VmRSS:")).map(line -> line.replaceAll("\\D", "")).mapToLong(Long::parseLong)
                    .map(kilo -> kilo * 1024)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException _) {
            return OptionalLong.empty();
        }
    }
}
