package org.jackfield.testing.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Two machines on a cable, as far as the network is concerned: two network namespaces of Linux. Making them takes root. */
final class Namespaces implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String prefix = "jf" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();

    private Namespaces() {}

    /**
     * Makes both, their ends of the cable still down.
     *
     * @param one   the address of the first with its prefix length
     * @param other likewise of the second
     */
    static Namespaces make(String one, String other) throws IOException {
        Namespaces made = new Namespaces();
        try {
            made.ip("netns add " + made.name(0));
            made.ip("netns add " + made.name(1));
            made.ip("-n " + made.name(0) + " link add cable type veth peer name cable netns " + made.name(1));
            made.address(0, one);
            made.address(1, other);
            return made;
        } catch (IOException e) {
            made.close();
            if ("true".equals(System.getenv("CI")) && !isForbidden(e)) {
                throw new AssertionError("network namespaces are needed in CI", e);
            }
            return abort("network namespaces cannot be made here: " + e.getMessage());
        }
    }

    /** Some machines of continuous integration let nobody make a namespace, root or not. */
    private static boolean isForbidden(IOException cause) {
        String said = String.valueOf(cause.getMessage());
        return said.contains("not permitted") || said.contains("ermission denied");
    }

    /** Gives what starts a command in one of them, 0 or 1. */
    List<String> within(int which) {
        return List.of("ip", "netns", "exec", name(which));
    }

    /** Plugs the cable in, as the way to everywhere: js-libp2p asks the routes where to send. */
    void plug() throws IOException {
        for (int which = 0; which < 2; which++) {
            ip("-n " + name(which) + " link set cable up");
            ip("-n " + name(which) + " route add default dev cable");
        }
    }

    /** Sends what one of them has for an address into nowhere, or no longer, though the cable is plugged in. */
    void mislead(int which, String address, boolean on) throws IOException {
        ip("-n " + name(which) + " neigh " + (on ? "replace" : "del") + " " + address + " dev cable"
                + (on ? " lladdr 02:00:00:00:00:01 nud permanent" : ""));
    }

    /** Gives the TCP sockets of one of them as Linux lists them in /proc/net. */
    String sockets(int which) throws IOException {
        List<String> command = new ArrayList<>(within(which));
        command.addAll(List.of("cat", "/proc/net/tcp", "/proc/net/tcp6"));
        Process cat = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        ip("netns del " + name(0));
        ip("netns del " + name(1));
    }

    /** An IPv6 address is checked for being there twice, which would take seconds. */
    private void address(int which, String address) throws IOException {
        ip("-n " + name(which) + " link set lo up");
        ip("-n " + name(which) + " addr add " + address + " dev cable" + (address.contains(":") ? " nodad" : ""));
    }

    private String name(int which) {
        return prefix + "-" + which;
    }

    private void ip(String arguments) throws IOException {
        Process ip = new ProcessBuilder(("ip " + arguments).split(" ")).redirectErrorStream(true).start();
        String output = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (ip.waitFor() != 0) {
                throw new IOException("ip " + arguments + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
