package org.jackfield.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;

import org.jackfield.spi.multiformats.Bytes;

/** A socket that hears and speaks to one group on one link, and shares its port with all who do the same. Never blocks. */
final class GroupSocket implements Closeable {
    /** Neighbours of old ignore what could have come over a router (RFC 6762 section 11). */
    private static final int HOPS = 255;
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");

    private final Link link;
    private final Group group;
    private final DatagramChannel channel;
    private final InetSocketAddress target;
    private final Pace peerAnswers = new Pace();
    private final Pace serviceAnswers = new Pace();

    private GroupSocket(Link link, Group group, DatagramChannel channel, InetSocketAddress target) {
        this.link = link;
        this.group = group;
        this.channel = channel;
        this.target = target;
    }

    /** Opens a socket that is the attachment of its selection key. */
    static GroupSocket open(Link link, Group group, Selector selector) throws IOException {
        NetworkInterface network = NetworkInterface.getByName(link.name());
        if (network == null) {
            throw new IOException("the interface is gone");
        }
        DatagramChannel channel = DatagramChannel.open(group.family());
        try {
            GroupSocket socket = new GroupSocket(link, group, channel, group.on(network));
            socket.join(network);
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void join(NetworkInterface network) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        // Linux deals out what arrives among sockets that reuse a port, whichever link they are for: a packet goes to the wrong one
        if (!LINUX && channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
        // bound to the group nothing arrives that was sent to this machine alone; only Linux then still sends from its own address
        channel.bind(LINUX ? target : new InetSocketAddress(Group.PORT));
        channel.join(target.getAddress(), network);
    }

    Link link() {
        return link;
    }

    Group group() {
        return group;
    }

    /** When to tell who this node is. */
    Pace peerAnswers() {
        return peerAnswers;
    }

    /** When to tell what services there are. */
    Pace serviceAnswers() {
        return serviceAnswers;
    }

    /** Sends to the group; what the system has no room for is lost, as datagrams are. */
    void send(Bytes packet) throws IOException {
        channel.send(packet.asReadOnlyBuffer(), target);
    }

    /**
     * Takes the next packet, if there is one.
     *
     * @param buffer room for it, one byte more than the longest that is read, so that a longer one shows
     */
    Optional<Packet> receive(ByteBuffer buffer) throws IOException {
        InetSocketAddress source = (InetSocketAddress) channel.receive(buffer.clear());
        return source == null ? Optional.empty() : Optional.of(new Packet(address(source), Bytes.copyOf(buffer.flip())));
    }

    private static InetAddress address(InetSocketAddress source) {
        return source.getAddress();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return group + " on " + link;
    }
}
