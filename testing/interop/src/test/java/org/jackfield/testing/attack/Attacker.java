package org.jackfield.testing.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.netty.channel.Channel;

import org.jackfield.crypto.KeyVerifier;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.kernel.config.PeersConfig;
import org.jackfield.kernel.host.Node;
import org.jackfield.kernel.host.NodeSpec;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.muxer.yamux.YamuxProvider;
import org.jackfield.security.noise.NoiseProvider;
import org.jackfield.spi.Component;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.transport.tcp.TcpProvider;

/** A peer that shakes hands as it should, and then says whatever a test wants in place of a muxer. */
final class Attacker implements AutoCloseable {
    private static final byte[] PROPOSAL = "\u0013/multistream/1.0.0\n\u0007/noise\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Transport transport;
    private final SecurityProtocol security;
    private final Node node;

    private Attacker(Node node, Transport transport, SecurityProtocol security) {
        this.node = node;
        this.transport = transport;
        this.security = security;
    }

    static Attacker start() throws IOException {
        Component[] made = new Component[2];
        TcpProvider tcp = new TcpProvider();
        NoiseProvider noise = new NoiseProvider();
        YamuxProvider yamux = new YamuxProvider();
        List<Part> parts = List.of(part("tcp", context -> made[0] = tcp.create(tcp.defaults(), context)),
                part("noise", context -> made[1] = noise.create(noise.defaults(), context)),
                part("yamux", context -> yamux.create(yamux.defaults(), context)));
        Node node = new Node(new NodeSpec(SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom()), new KeyVerifier(),
                InstantSource.system(), List.of(), List.of(), Optional.empty(), PeersConfig.defaults(), SwarmConfig.DEFAULTS, parts));
        node.start();
        return new Attacker(node, (Transport) made[0], (SecurityProtocol) made[1]);
    }

    /** Connects up to the point where the muxer takes over, and hears nothing of what comes back but its length. */
    Wire connect(Multiaddr address, String muxer) throws IOException {
        Link.Raw link = (Link.Raw) transport.dial(address.withoutPeer(), Deadline.after(PATIENCE));
        Channel channel = link.channel();
        ChannelPreamble preamble = new ChannelPreamble(channel);
        channel.pipeline().addLast(preamble);
        preamble.write(PROPOSAL);
        preamble.read(PROPOSAL.length);
        SecureChannel secured = security.secure(preamble,
                new Handshake(Role.INITIATOR, Optional.empty(), List.of(new ProtocolId(muxer))));
        if (secured.earlyMuxer().isEmpty()) {
            throw new IOException("the node does not serve " + muxer);
        }
        Wire wire = new Wire(channel);
        preamble.handOver(secured.codec(), wire);
        return wire;
    }

    @Override
    public void close() {
        node.close();
    }

    private static Part part(String name, Function<PluginContext, Component> maker) {
        return new Part("test", name, Attacker.class.getClassLoader(), true, maker);
    }
}
