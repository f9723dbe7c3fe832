package org.jackfield.spi.http;

import java.util.List;
import java.util.Map;

import org.jackfield.spi.peer.Multiaddr;

/**
 * How a node fares.
 *
 * @param ready     whether it is started, listens and is not about to stop
 * @param failed    plugins that are left out, with the reason
 * @param listening the addresses bound
 * @param alerts    what needs the operator's hand, in words
 */
public record Health(boolean ready, Map<String, String> failed, List<Multiaddr> listening, List<String> alerts) {
    public Health {
        failed = Map.copyOf(failed);
        listening = List.copyOf(listening);
        alerts = List.copyOf(alerts);
    }
}
