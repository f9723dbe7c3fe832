package org.jackfield.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

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
import org.jackfield.proto.perf.PerfClient;
import org.jackfield.proto.perf.PerfProvider;
import org.jackfield.proto.perf.PerfResult;
import org.jackfield.proto.ping.PingProvider;
import org.jackfield.security.noise.NoiseProvider;
import org.jackfield.spi.Component;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.Provider;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.transport.tcp.TcpProvider;
import org.jackfield.transport.ws.TlsOptions;
import org.jackfield.transport.ws.WsConfig;
import org.jackfield.transport.ws.WsProvider;

/** Jackfield as a peer of the benchmarks: the commands of testing/interop/peers/README.md that measure. */
public final class JackPeer {
    private static final ProtocolId ECHO = new ProtocolId("/jackfield/interop/echo/1.0.0");

    private final String muxer;
    private final Node node;

    private JackPeer(String muxer, List<Multiaddr> listen) throws IOException {
        this.muxer = muxer;
        this.node = node(listen);
    }

    public static void main(String[] arguments) throws IOException {
        List<String> options = List.of(arguments);
        String muxer = options.contains("mplex") ? "mplex" : "yamux";
        int listen = options.indexOf("--listen");
        JackPeer peer = new JackPeer(muxer, listen < 0 ? List.of() : List.of(Multiaddr.parse(options.get(listen + 1))));
        String id = peer.node.host().id().toString();
        String addresses = peer.node.listening().isEmpty() ? "" : "\"" + peer.node.listening().getFirst() + "/p2p/" + id + "\"";
        say("{\"event\":\"ready\",\"peer\":\"" + id + "\",\"addresses\":[" + addresses + "],\"implementation\":\"jackfield\"}");
        Load json = new Load(LoadSettings.builder().build());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                Map<?, ?> command = (Map<?, ?>) json.loadFromString(line);
                say("{\"id\":" + command.get("id") + "," + peer.answer(command) + "}");
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private String answer(Map<?, ?> command) {
        try {
            return "\"ok\":true," + switch (String.valueOf(command.get("command"))) {
                case "connect" -> connect(address(command));
                case "perf" -> perf(address(command), number(command, "uploadBytes"), number(command, "downloadBytes"));
                case "echobench" -> echo(address(command), (int) number(command, "rounds"), (int) number(command, "size"));
                case "dialbench" -> dial(address(command), (int) number(command, "count"), (int) number(command, "parallel"));
                case "objects" -> objects();
                case "stats" -> stats(Boolean.TRUE.equals(command.get("collect")));
                default -> throw new IllegalArgumentException("no such command: " + command);
            };
        } catch (IOException | InterruptedException | ExecutionException | IllegalArgumentException e) {
            return "\"ok\":false,\"error\":\"" + e.toString().replace('"', '\'') + "\"";
        }
    }

    private String connect(Multiaddr address) throws IOException {
        return "\"peer\":\"" + node.connect(address, soon()).remotePeer() + "\"";
    }

    private String perf(Multiaddr address, long upload, long download) throws IOException {
        try (PeerStream stream = node.connect(address, soon()).open(PerfClient.ID, soon())) {
            PerfResult result = PerfClient.run(stream, upload, download);
            double up = result.upload().toNanos() / 1e6;
            double down = result.download().toNanos() / 1e6;
            return "\"millis\":" + (up + down) + ",\"uploadMillis\":" + up + ",\"downloadMillis\":" + down;
        }
    }

    private String echo(Multiaddr address, int rounds, int size) throws IOException {
        try (PeerStream stream = node.connect(address, soon()).open(ECHO, soon())) {
            byte[] ball = new byte[size];
            long[] took = new long[rounds];
            for (int round = -rounds / 10; round < rounds; round++) {
                long start = System.nanoTime();
                bounce(stream, ball);
                if (round >= 0) {
                    took[round] = System.nanoTime() - start;
                }
            }
            stream.closeWrite();
            return quantiles(took, Arrays.stream(took).sum());
        }
    }

    private String dial(Multiaddr address, int count, int parallel) throws IOException, InterruptedException, ExecutionException {
        List<Node> dialers = new ArrayList<>();
        for (int number = 0; number < parallel; number++) {
            dialers.add(node(List.of()));
        }
        long start = System.nanoTime();
        long[] took = new long[0];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<long[]>> work = new ArrayList<>();
            dialers.forEach(dialer -> work.add(() -> dials(dialer, address, count / parallel)));
            for (Future<long[]> part : threads.invokeAll(work)) {
                long[] more = part.get();
                took = Arrays.copyOf(took, took.length + more.length);
                System.arraycopy(more, 0, took, took.length - more.length, more.length);
            }
        }
        long total = System.nanoTime() - start;
        dialers.forEach(Node::close);
        return quantiles(took, total);
    }

    private static long[] dials(Node dialer, Multiaddr address, int count) throws IOException {
        long[] took = new long[count];
        byte[] ball = new byte[32];
        for (int round = 0; round < count; round++) {
            long start = System.nanoTime();
            Connection connection = dialer.connect(address, soon());
            try (connection; PeerStream stream = connection.open(ECHO, soon())) {
                bounce(stream, ball);
                took[round] = System.nanoTime() - start;
                stream.closeWrite();
            }
        }
        return took;
    }

    private static void bounce(PeerStream stream, byte[] ball) throws IOException {
        stream.out().write(ball);
        stream.out().flush();
        if (stream.in().readNBytes(ball, 0, ball.length) < ball.length) {
            throw new IOException("the echo ended");
        }
    }

    private static String quantiles(long[] took, long total) {
        long[] sorted = took.clone();
        Arrays.sort(sorted);
        return "\"count\":" + sorted.length + ",\"p50Micros\":" + sorted[sorted.length / 2] / 1e3 + ",\"p90Micros\":"
                + sorted[sorted.length * 9 / 10] / 1e3
                + ",\"perSecond\":" + sorted.length / (total / 1e9);
    }

    private static String stats(boolean collect) throws IOException {
        if (collect) {
            System.gc();
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        long rss = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
        long cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1000;
        return "\"rssBytes\":" + rss + ",\"heapBytes\":" + (runtime.totalMemory() - runtime.freeMemory()) + ",\"cpuMicros\":" + cpu;
    }

    private static String objects() {
        return "\"objects\":{" + Histogram.perConnection().entrySet().stream().map(each -> "\"" + each.getKey() + "\":" + each.getValue())
                .collect(Collectors.joining(",")) + "}";
    }

    private Node node(List<Multiaddr> addresses) throws IOException {
        Provider<?, ?> muxing = muxer.equals("mplex") ? new MplexProvider() : new YamuxProvider();
        Protocol echo = Protocol.serving(ECHO, JackPeer::echo);
        List<Part> parts = List.of(part(new TcpProvider()), webSockets(), part(new NoiseProvider()), part(muxing), part(new PingProvider()),
                part(new IdentifyProvider()), part(new PerfProvider()),
                new Part("protocols", "echo", JackPeer.class.getClassLoader(), true, _ -> echo));
        Node made = new Node(
                new NodeSpec(SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom()), new KeyVerifier(), InstantSource.system(),
                        addresses, List.of(), Optional.empty(), PeersConfig.defaults(), SwarmConfig.DEFAULTS, parts));
        made.start();
        return made;
    }

    private static void echo(PeerStream stream) throws IOException {
        byte[] chunk = new byte[65_536];
        int count;
        while ((count = stream.in().read(chunk)) >= 0) {
            stream.out().write(chunk, 0, count);
        }
    }

    private static Part webSockets() {
        WsProvider provider = new WsProvider();
        WsConfig usual = provider.defaults();
        TlsOptions insecure = new TlsOptions(Optional.empty(), Optional.empty(), Optional.empty(), true);
        WsConfig config = new WsConfig(usual.maxFrame(), usual.origins(),
                usual.trustedProxies(), insecure, usual.socket());
        return new Part("test", provider.name(), provider.getClass().getClassLoader(), true, context -> provider.create(config, context));
    }

    private static <T extends Component, C extends Record> Part part(Provider<T, C> provider) {
        return new Part("test", provider.name(), provider.getClass().getClassLoader(), true,
                context -> provider.create(provider.defaults(), context));
    }

    private static Multiaddr address(Map<?, ?> command) {
        return Multiaddr.parse(String.valueOf(command.get("addr")));
    }

    private static long number(Map<?, ?> command, String field) {
        return command.get(field) instanceof Number number ? number.longValue() : 1;
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
