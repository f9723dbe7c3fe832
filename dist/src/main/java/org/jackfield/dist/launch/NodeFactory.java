package org.jackfield.dist.launch;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jackfield.crypto.KeyVerifier;
import org.jackfield.kernel.config.HostConfig;
import org.jackfield.kernel.config.PluginUse;
import org.jackfield.kernel.host.Node;
import org.jackfield.kernel.host.NodeSpec;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.plugin.BoundPlugin;
import org.jackfield.kernel.plugin.PluginKind;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.Multiaddr;

/** Makes nodes of a setup; none is started. */
public final class NodeFactory {
    private static final String IDENTIFY = "identify";

    private NodeFactory() {}

    /**
     * Makes the node that the config describes.
     *
     * @param data   the data directory
     * @param listen where to listen
     */
    public static Node node(Setup setup, Identity identity, Path data, List<Multiaddr> listen) {
        List<Part> parts = setup.stack().plugins().stream().map(NodeFactory::part).toList();
        return new Node(spec(setup, identity, Optional.of(data), listen, parts));
    }

    /** Makes a node that only dials: the layers of the config, and identify, so that it learns about the peer. */
    public static Node client(Setup setup, Identity identity) {
        List<Part> parts = new ArrayList<>();
        for (PluginKind<?> layer : List.of(PluginKind.TRANSPORT, PluginKind.SECURITY, PluginKind.MUXER)) {
            setup.stack().of(layer).forEach(plugin -> parts.add(part(plugin)));
        }
        identify(setup).ifPresent(plugin -> parts.add(part(plugin)));
        return new Node(spec(setup, identity, Optional.empty(), List.of(), parts));
    }

    private static Optional<BoundPlugin<?>> identify(Setup setup) {
        Optional<BoundPlugin<?>> picked = setup.stack().plugins().stream()
                .filter(plugin -> plugin.provider().kind().equals(PluginKind.PROTOCOL) && plugin.name().equals(IDENTIFY)).findFirst();
        return picked.or(() -> setup.catalog().find(PluginKind.PROTOCOL, IDENTIFY)
                .map(provider -> new BoundPlugin<>(PluginUse.of(IDENTIFY), IDENTIFY, provider, provider.defaults())));
    }

    private static NodeSpec spec(Setup setup, Identity identity, Optional<Path> data, List<Multiaddr> listen, List<Part> parts) {
        HostConfig host = setup.config().host();
        SwarmConfig swarm = new SwarmConfig(setup.config().dial(), host.upgradeTimeout(), host.negotiationTimeout(),
                setup.config().limits(), setup.config().connections());
        return new NodeSpec(identity, new KeyVerifier(), InstantSource.system(), listen, host.announce(), data, setup.config().peers(),
                swarm, parts);
    }

    private static Part part(BoundPlugin<?> plugin) {
        return new Part(plugin.provider().kind().key(), plugin.name(), plugin.loader(), plugin.required(), plugin::create);
    }
}
