package org.jackfield.kernel.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jackfield.spi.http.Gateway;
import org.jackfield.spi.http.Gateway.Served;
import org.jackfield.spi.http.Health;

/** The node's gateways, and the node as they see it. Opened and retired by one thread, the rest is thread-safe. */
final class Gateways {
    private final Node node;
    private final List<RunningPart> parts;
    private volatile boolean ready;

    /** @param parts read when they are all made */
    Gateways(Node node, List<RunningPart> parts) {
        this.node = node;
        this.parts = parts;
    }

    /** Hands each gateway what it serves; the node is ready. */
    void open() throws IOException {
        ready = true;
        List<Served> routes = ContributedRoutes.of(parts);
        for (RunningPart part : parts) {
            part.serve(routes, this::health);
        }
    }

    /** The node is about to stop. */
    void retire() {
        ready = false;
    }

    List<InetSocketAddress> listening() {
        return parts.stream().flatMap(part -> part.component().orElse(null) instanceof Gateway gateway
                ? gateway.listening().stream()
                : Stream.empty()).toList();
    }

    private Health health() {
        Map<String, String> failed = new HashMap<>();
        node.parts().forEach((name, failure) -> failure.ifPresent(cause -> failed.put(name, String.valueOf(cause.getMessage()))));
        List<String> alerts = node.alerts().stream().map(alert -> alert.source() + ": " + alert.message()).toList();
        return new Health(ready, failed, node.listening(), alerts);
    }
}
