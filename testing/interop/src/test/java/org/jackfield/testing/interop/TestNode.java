package org.jackfield.testing.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.jackfield.crypto.KeyVerifier;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.kernel.config.PeersConfig;
import org.jackfield.kernel.host.Node;
import org.jackfield.kernel.host.NodeSpec;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.muxer.mplex.MplexProvider;
import org.jackfield.muxer.yamux.YamuxProvider;
import org.jackfield.proto.identify.IdentifyProvider;
import org.jackfield.proto.perf.PerfProvider;
import org.jackfield.proto.ping.PingProvider;
import org.jackfield.security.noise.NoiseProvider;
import org.jackfield.security.tls.TlsProvider;
import org.jackfield.spi.Component;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.Provider;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.transport.tcp.TcpProvider;
import org.jackfield.transport.ws.TlsOptions;
import org.jackfield.transport.ws.WsConfig;
import org.jackfield.transport.ws.WsProvider;

/** Our node as the other implementations meet it: the default stack with one muxer, and the protocols of the interop contract. */
public final class TestNode implements AutoCloseable {
    public static final ProtocolId ECHO = new ProtocolId("/jackfield/interop/echo/1.0.0");
    static final ProtocolId HALF_CLOSE = new ProtocolId("/jackfield/interop/halfclose/1.0.0");
    static final ProtocolId RESET = new ProtocolId("/jackfield/interop/reset/1.0.0");
    static final ProtocolId WATCH = new ProtocolId("/jackfield/interop/watch/1.0.0");
    static final int HALF_CLOSE_BYTES = 1 << 20;

    private static final Multiaddr TCP = Multiaddr.parse("/ip4/127.0.0.1/tcp/0");

    /** Watch streams that ended by a reset of the peer. */
    final Semaphore resets = new Semaphore(0);
    public final Node node;

    private TestNode(Node node) {
        this.node = node;
    }

    public static TestNode start(String muxer, KeyType key) {
        return start(muxer, key, SwarmConfig.DEFAULTS);
    }

    /** Starts a node with bounds of its own, and more plugins. */
    public static TestNode start(String muxer, KeyType key, SwarmConfig bounds, Part... more) {
        return start("noise", muxer, key, bounds, more);
    }

    static TestNode start(String security, String muxer, KeyType key, SwarmConfig bounds, Part... more) {
        return startAt(TCP, security, muxer, key, bounds, more);
    }

    /** Starts a node that listens there; it dials over TCP, and over WebSockets whatever their certificates. */
    public static TestNode startAt(Multiaddr listen, String security, String muxer, KeyType key, SwarmConfig bounds, Part... more) {
        return start(SoftwareIdentity.generate(key, new SecureRandom()), List.of(listen), security, muxer, bounds, more);
    }

    /**
     * Starts a node that is who it is told to be.
     *
     * @param security noise, tls, or both joined by a plus, in the order of preference
     */
    public static TestNode start(Identity identity, List<Multiaddr> listen, String security, String muxer, SwarmConfig bounds,
            Part... more) {
        Provider<?, ?> muxing = muxer.equals("mplex") ? new MplexProvider() : new YamuxProvider();
        TestNode[] self = new TestNode[1];
        Protocol contract = () -> Map.<ProtocolId, ProtocolHandler>of(ECHO, TestNode::echo, HALF_CLOSE, TestNode::halfClose, RESET,
                TestNode::reset,
                WATCH, stream -> self[0].watch(stream));
        List<Part> parts = new ArrayList<>(
                List.of(part(new TcpProvider()), webSockets(), part(muxing), part(new PingProvider()),
                        part(new IdentifyProvider()), part(new PerfProvider()),
                        new Part("test", "interop", TestNode.class.getClassLoader(), true, _ -> contract)));
        for (String each : security.split("\\+")) {
            parts.add(each.equals("tls") ? part(new TlsProvider()) : part(new NoiseProvider()));
        }
        parts.addAll(List.of(more));
        Node node = new Node(new NodeSpec(identity, new KeyVerifier(), InstantSource.system(), listen, List.of(), Optional.empty(),
                PeersConfig.defaults(), bounds, parts));
        self[0] = new TestNode(node);
        try {
            node.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return self[0];
    }

    /** Where it listens, with its peer id. */
    public Multiaddr address() {
        return node.listening().getFirst().withPeer(node.host().id());
    }

    @Override
    public void close() {
        node.close();
    }

    private static void echo(PeerStream stream) throws IOException {
        byte[] chunk = new byte[65_536];
        int count;
        while ((count = stream.in().read(chunk)) >= 0) {
            stream.out().write(chunk, 0, count);
        }
    }

    private static void halfClose(PeerStream stream) throws IOException {
        stream.in().readAllBytes();
        byte[] pattern = new byte[HALF_CLOSE_BYTES];
        for (int at = 0; at < pattern.length; at++) {
            pattern[at] = (byte) at;
        }
        stream.out().write(pattern);
    }

    private static void reset(PeerStream stream) throws IOException {
        stream.in().readNBytes(4);
        stream.reset(new ErrorCode(7));
    }

    private void watch(PeerStream stream) throws IOException {
        try {
            stream.in().readAllBytes();
        } catch (StreamReset e) {
            if (e.remote()) {
                resets.release();
            }
            throw e;
        }
    }

    private static Part webSockets() {
        WsProvider provider = new WsProvider();
        WsConfig usual = provider.defaults();
        TlsOptions insecure = new TlsOptions(Optional.empty(), Optional.empty(), Optional.empty(), true);
        WsConfig config = new WsConfig(usual.maxFrame(), usual.origins(),
                usual.trustedProxies(), insecure, usual.socket());
        return new Part("test", provider.name(), provider.getClass().getClassLoader(), true,
                context -> provider.create(config, context));
    }

    private static <T extends Component, C extends Record> Part part(Provider<T, C> provider) {
        return new Part("test", provider.name(), provider.getClass().getClassLoader(), true,
                context -> provider.create(provider.defaults(), context));
    }
}
