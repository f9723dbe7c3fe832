package org.jackfield.testing.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import org.jackfield.discovery.mdns.MdnsConfig;
import org.jackfield.discovery.mdns.MdnsProvider;
import org.jackfield.kernel.dial.DialOptions;
import org.jackfield.kernel.host.Node;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Host;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/**
 * Our node with mDNS as a process of its own, since a network namespace is entered by whole processes. Keeps to the contract of the peers,
 * see {@code peers/README.md}, with the commands {@code found}, {@code echo}, {@code cross}, {@code connections} and {@code disconnect}.
 */
final class LanNode {
    private LanNode() {}

    /** Gives the command that starts it: listening, and under the name of a service. */
    static List<String> command(String listen, String service) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-cp", System.getProperty(
                "java.class.path"), LanNode.class.getName(), listen, service);
    }

    /** Gives mDNS as a part of a node. */
    static Part mdns(MdnsConfig config) {
        return new Part("discovery", "mdns", LanNode.class.getClassLoader(), true, context -> new MdnsProvider().create(config, context));
    }

    /** Gives mDNS with its defaults, under the name of a service, on these interfaces; none means all. */
    static MdnsConfig config(String service, String... interfaces) {
        MdnsConfig defaults = new MdnsProvider().defaults();
        return new MdnsConfig(service, List.of(interfaces), defaults.ipv6(), defaults.interval(), defaults.longestInterval(), defaults
                .ttl());
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // the log goes there, and only answers to standard output
        Multiaddr listen = Multiaddr.parse(args[0]);
        try (TestNode node = TestNode.startAt(listen, "noise", "yamux", KeyType.ED25519, SwarmConfig.DEFAULTS, mdns(config(args[1])));
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Host host = node.node.host();
            out.println("{\"event\":\"ready\",\"peer\":\"" + host.id() + "\",\"addresses\":" + quoted(host.addresses()) + "}");
            String line;
            while ((line = lines.readLine()) != null) {
                Map<?, ?> command = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(line);
                out.println("{\"id\":" + command.get("id") + "," + answer(node.node, command) + "}");
            }
        }
    }

    private static String answer(Node node, Map<?, ?> command) {
        Host host = node.host();
        try {
            return switch ((String) command.get("command")) {
                case "found" -> host.peers().peers().stream().map(peer -> "{\"peer\":\"" + peer + "\",\"addresses\":" + quoted(host.peers()
                        .addresses(peer)) + "}").collect(Collectors.joining(",", "\"ok\":true,\"found\":[", "]"));
                case "echo" -> "\"ok\":true,\"answered\":" + echo(host, PeerId.parse((String) command.get("peer")));
                case "cross" -> "\"ok\":true,\"direction\":\"" + cross(node, Multiaddr.parse((String) command.get("addr"))) + "\"";
                case "connections" -> "\"ok\":true,\"count\":" + host.connections().size();
                case "disconnect" -> {
                    host.connections().forEach(connection -> connection.close(ErrorCode.NONE, "told to"));
                    yield "\"ok\":true";
                }
                case Object unknown -> throw new IllegalArgumentException("no such command: " + unknown);
            };
        } catch (IOException | RuntimeException e) {
            return "\"ok\":false,\"error\":\"" + e.toString().replaceAll("[\"\\\\\n]", " ") + "\"";
        }
    }

    /** Dials a peer that dials this node at the same moment. */
    private static Direction cross(Node node, Multiaddr address) throws IOException {
        PeerAddress peer = new PeerAddress(address.peer().orElseThrow(), List.of(address.withoutPeer()));
        return node.connect(peer, new DialOptions(true, "a test"), Deadline.after(Duration.ofSeconds(20))).info().direction();
    }

    private static boolean echo(Host host, PeerId peer) {
        try (PeerStream stream = host.open(peer, TestNode.ECHO, Deadline.after(Duration.ofSeconds(10)))) {
            stream.out().write(7);
            stream.closeWrite();
            return stream.in().read() == 7;
        } catch (IOException _) {
            return false;
        }
    }

    private static String quoted(List<Multiaddr> addresses) {
        return addresses.stream().map(address -> "\"" + address + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
