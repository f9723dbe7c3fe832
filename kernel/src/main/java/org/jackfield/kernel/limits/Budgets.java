package org.jackfield.kernel.limits;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.config.ScopeLimits;
import org.jackfield.spi.ByteSize;

/**
 * The limits in effect: those of the config, and for what it leaves out those that follow from the machine. Pure.
 *
 * <p>Half of the memory outside the heap is for what waits in connections, a connection may cost 64 KiB of heap, and half of the descriptors
 * may be sockets of peers. Parts of the whole are as in go-libp2p's resource manager: one peer never gets more than a quarter.
 */
public final class Budgets {
    /** Of heap, for a connection without streams and what belongs to it; measured 4.6 KiB. */
    static final long HEAP_PER_CONNECTION = 8 * 1024;
    /** Of heap, for a stream with its queues and its handler's thread. */
    static final long HEAP_PER_STREAM = 4 * 1024;
    /** Of memory, for a link during its upgrade: what may wait to be read, and the handshake. */
    static final long MEMORY_PER_UPGRADE = 128 * 1024;
    /** Of heap, for the node itself. */
    static final long HEAP_OF_NODE = 24L << 20;
    /** Of descriptors, for files and listeners. */
    static final long OTHER_DESCRIPTORS = 64;

    private static final long HEAP_BEHIND_CONNECTION = 64 * 1024;
    private static final long WINDOW = 256 * 1024;
    private static final long PEER_CONNECTIONS = 8;

    private final LimitsConfig config;
    private final Machine machine;
    private final Caps system;
    private final Caps pending;
    private final Caps allowed;
    private final Caps protocolPerPeer;
    private final Caps connection;
    private final Caps stream;

    public Budgets(LimitsConfig config, Machine machine) {
        this.config = config;
        this.machine = machine;
        long connections = Math.clamp(Math.min(machine.descriptors() / 2, machine.heap() / 4 / HEAP_BEHIND_CONNECTION), 64, 16_384);
        long memory = machine.direct() / 2;
        long streams = Math.clamp(memory / WINDOW, 1024, 65_536);
        this.system = scaled(config.system(), connections, streams, memory);
        this.pending = scaled(config.pending(), Math.clamp(connections / 4, 32, 1024), Math.max(512, streams / 2), memory / 4);
        this.allowed = scaled(config.allowed(), 64, Math.clamp(streams / 8, 128, 4096), memory / 8);
        this.protocolPerPeer = scaled(config.protocolPerPeer(), Long.MAX_VALUE, quarterOfStreams(), quarterOfMemory());
        this.connection = scaled(config.connection(), Long.MAX_VALUE, quarterOfStreams(), quarterOfMemory());
        this.stream = scaled(config.stream(), Long.MAX_VALUE, Long.MAX_VALUE, Math.max(quarterOfMemory(), WINDOW));
    }

    /** Gives the limits of all established connections. */
    public Caps system() {
        return system;
    }

    /** Gives the limits of what is not established. */
    public Caps pending() {
        return pending;
    }

    /** Gives the limits of connections of the allow list. */
    public Caps allowed() {
        return allowed;
    }

    /** Gives the limits of one peer. */
    Caps peer(String peer) {
        return scaled(config.peers().getOrDefault(peer, config.peer()), PEER_CONNECTIONS, quarterOfStreams(), quarterOfMemory());
    }

    /** Gives the limits of one protocol. */
    Caps protocol(String protocol) {
        return scaled(config.protocols().getOrDefault(protocol, config.protocol()), Long.MAX_VALUE, system.of(Dimension.STREAMS) / 2,
                system.of(Dimension.MEMORY) / 2);
    }

    /** Gives the limits of one protocol with one peer. */
    Caps protocolPerPeer() {
        return protocolPerPeer;
    }

    /** Gives the limits of one connection. */
    Caps connection() {
        return connection;
    }

    /** Gives the limits of one stream. */
    Caps stream() {
        return stream;
    }

    /** Gives what everything that these limits allow can take of the machine at the same time. */
    public Machine worstCase() {
        long connections = sum(Dimension.CONNECTIONS);
        long heap = HEAP_OF_NODE + saturated(connections, HEAP_PER_CONNECTION) + saturated(sum(Dimension.STREAMS), HEAP_PER_STREAM);
        return new Machine(heap, sum(Dimension.MEMORY), connections + OTHER_DESCRIPTORS);
    }

    /** Gives the machine these limits are for. */
    public Machine machine() {
        return machine;
    }

    /**
     * Says in one line what the limits come to at worst.
     *
     * @throws IllegalArgumentException if the machine does not have that
     */
    public String summary() {
        Machine worst = worstCase();
        String line = "at most " + sum(Dimension.CONNECTIONS) + " connections and " + sum(Dimension.STREAMS) + " streams; worst case "
                + mebi(worst.heap()) + " of " + mebi(machine.heap()) + " heap, " + mebi(worst.direct()) + " of " + mebi(machine.direct())
                + " direct memory, " + worst.descriptors() + " of " + machine.descriptors() + " descriptors";
        String lacking = worst.heap() > machine.heap()
                ? "heap: give the JVM more (-Xmx) or lower limits.system.connections and limits.system.streams"
                : worst.direct() > machine.direct()
                        ? "direct memory: give the JVM more (-XX:MaxDirectMemorySize) or lower limits.system.memory"
                        : worst.descriptors() > machine.descriptors()
                                ? "descriptors: raise the limit of the system (ulimit -n) or lower limits.system.connections"
                                : "";
        if (!lacking.isEmpty()) {
            throw new IllegalArgumentException("limits exceed this machine's " + lacking + "; " + line);
        }
        return line;
    }

    private long quarterOfStreams() {
        return Math.max(256, system.of(Dimension.STREAMS) / 4);
    }

    private long quarterOfMemory() {
        return Math.max(1 << 20, system.of(Dimension.MEMORY) / 4);
    }

    private long sum(Dimension dimension) {
        long sum = 0;
        for (Caps caps : List.of(system, pending, allowed)) {
            sum += Math.min(caps.of(dimension), Long.MAX_VALUE / 4);
        }
        return sum;
    }

    private static long saturated(long count, long each) {
        return count > Long.MAX_VALUE / 4 / each ? Long.MAX_VALUE / 4 : count * each;
    }

    private static String mebi(long bytes) {
        return ByteSize.mebi((bytes + (1 << 20) - 1) >> 20).toString();
    }

    /** Fills in what the config leaves out; each direction alone may have three quarters, so that the other is never locked out. */
    private static Caps scaled(ScopeLimits written, long connections, long streams, long memory) {
        Map<Dimension, Long> caps = new EnumMap<>(Dimension.class);
        long allConnections = written.connections().map(Integer::longValue).orElse(connections);
        long allStreams = written.streams().map(Integer::longValue).orElse(streams);
        caps.put(Dimension.CONNECTIONS, allConnections);
        caps.put(Dimension.INBOUND_CONNECTIONS, written.inboundConnections().map(Integer::longValue).orElse(most(allConnections)));
        caps.put(Dimension.OUTBOUND_CONNECTIONS, written.outboundConnections().map(Integer::longValue).orElse(most(allConnections)));
        caps.put(Dimension.STREAMS, allStreams);
        caps.put(Dimension.INBOUND_STREAMS, written.inboundStreams().map(Integer::longValue).orElse(most(allStreams)));
        caps.put(Dimension.OUTBOUND_STREAMS, written.outboundStreams().map(Integer::longValue).orElse(most(allStreams)));
        caps.put(Dimension.MEMORY, written.memory().map(ByteSize::bytes).orElse(memory));
        return Caps.of(caps);
    }

    private static long most(long all) {
        return all < 4 ? all : all - all / 4;
    }
}
