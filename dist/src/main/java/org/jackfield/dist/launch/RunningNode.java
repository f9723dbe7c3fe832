package org.jackfield.dist.launch;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jackfield.dist.admin.AdminServer;
import org.jackfield.dist.admin.NodeAdmin;
import org.jackfield.dist.admin.NodeStatus;
import org.jackfield.kernel.host.Node;
import org.jackfield.kernel.plugin.PluginEntry.Failed;
import org.jackfield.spi.peer.Multiaddr;

/** A node on its data directory: locked, with its key, and asked over its socket. Started and closed by one thread. */
public final class RunningNode implements AutoCloseable {
    private final DataDirectory.Lock lock;
    private final Node node;
    private final AdminServer admin;

    private RunningNode(DataDirectory.Lock lock, Node node, AdminServer admin) {
        this.lock = lock;
        this.node = node;
        this.admin = admin;
    }

    /**
     * Starts a node. When it throws, nothing is left running.
     *
     * @param listen where to listen
     */
    public static RunningNode start(Setup setup, DataDirectory data, List<Multiaddr> listen) throws IOException {
        data.create();
        DataDirectory.Lock lock = data.lock();
        try {
            Node node = NodeFactory.node(setup, data.identity(setup.config().host().keyFile()), data.path(), listen);
            node.start();
            return withAdmin(setup, data, lock, node);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static RunningNode withAdmin(Setup setup, DataDirectory data, DataDirectory.Lock lock, Node node) throws IOException {
        try {
            Map<String, String> broken = setup.catalog().failed().stream()
                    .collect(Collectors.toMap(Failed::label, failed -> failed.cause().message(), (first, _) -> first));
            NodeStatus.Facts facts = new NodeStatus.Facts(Installation.version(), data.path(), Instant.now(), broken);
            return new RunningNode(lock, node, AdminServer.start(data.socket(), new NodeAdmin(node, new NodeStatus(node, facts))));
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** Gives the node, started. */
    public Node node() {
        return node;
    }

    /** Stops in order; the lock goes last, so that no other node starts before this one is gone. */
    @Override
    public void close() throws IOException {
        try {
            admin.close();
        } finally {
            node.close();
            lock.close();
        }
    }
}
