package org.jackfield.kernel.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jackfield.spi.peer.Multiaddr;

/**
 * The name servers to ask: those of the config, else those of the system, read anew each time since a machine may move between networks.
 *
 * @param configured sockets of name servers; empty: those of the system
 * @param system     the system's {@code resolv.conf}
 */
public record NameServers(List<Multiaddr> configured, Path system) {
    /** Where systems keep it. */
    public static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    private static final int PORT = 53;
    /** As many as the C library takes. */
    private static final int MAX_SERVERS = 3;
    private static final String KEYWORD = "nameserver";

    public NameServers {
        configured = List.copyOf(configured);
    }

    /** Lists the servers, the first to ask first; not empty. */
    List<InetSocketAddress> list() throws IOException {
        List<InetSocketAddress> servers = configured.isEmpty()
                ? ofSystem()
                : configured.stream().flatMap(address -> address.socketAddress().stream()).toList();
        if (servers.isEmpty()) {
            throw new IOException("no name server is known: " + system + " names none; name one in dial.dns.servers");
        }
        return servers;
    }

    private List<InetSocketAddress> ofSystem() throws IOException {
        List<InetSocketAddress> servers = new ArrayList<>();
        try (Stream<String> lines = Files.lines(system)) {
            lines.map(String::strip).filter(line -> line.startsWith(KEYWORD)).map(line -> line.substring(KEYWORD.length()).strip())
                    .limit(MAX_SERVERS).forEach(literal -> add(literal, servers));
        } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException e) {
            throw new IOException("no name server is known: " + system + " cannot be read; name one in dial.dns.servers", e);
        }
        return servers;
    }

    private static void add(String literal, List<InetSocketAddress> servers) {
        try {
            servers.add(new InetSocketAddress(InetAddress.ofLiteral(literal), PORT));
        } catch (IllegalArgumentException _) {
            // not an address: the C library skips it too
        }
    }
}
