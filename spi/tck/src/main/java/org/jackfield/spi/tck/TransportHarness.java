package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.channel.Channel;
import io.netty.channel.ChannelId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.datapath.TransportProvider;
import org.jackfield.spi.peer.Multiaddr;

/**
 * Two nodes with the transport, and the check that all buffers and sockets are given back.
 *
 * @param <C> the transport's options
 */
abstract class TransportHarness<C extends Record> extends ProviderContract<Transport, C> {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final TrackingAllocator allocator = new TrackingAllocator();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<LinkEnd> ends = new CopyOnWriteArrayList<>();
    private final List<Throwable> offences = new CopyOnWriteArrayList<>();
    private @Nullable Transport one;
    private @Nullable Transport two;
    private long socketsBefore;

    TransportHarness(TransportProvider<C> provider, C config) {
        super(provider, config);
    }

    /** Gives addresses to listen on, of every form the transport supports; the port, if there is one, is 0. */
    protected abstract List<Multiaddr> listenAddresses();

    /** Gives addresses the transport does not support, the more like its own the better. */
    protected abstract List<Multiaddr> foreignAddresses();

    /** Gives the address that makes the transport connect to this TCP port of 127.0.0.1; empty if it does not use TCP. */
    protected Optional<Multiaddr> addressOfTcpPort(int port) {
        return Optional.empty();
    }

    /** Gives the names of the handlers the transport itself leaves in the pipeline: none, unless it frames or encrypts what it carries. */
    protected Set<String> codecs() {
        return Set.of();
    }

    @BeforeAll
    static void watchLeaks() throws IOException {
        LeakWatch.install();
        openWhatTheJdkKeepsOpen();
    }

    @AfterAll
    static void findLeaks() {
        LeakWatch.assertNone();
    }

    @BeforeEach
    final void startTransports() throws IOException {
        socketsBefore = openSockets();
        one = start();
        two = start(new FakePluginContext(network().host()));
    }

    @AfterEach
    final void stopTransports() throws IOException {
        for (Listener listener : listeners) {
            listener.close();
        }
        ends.forEach(LinkEnd::close);
        dialer().close();
        listener().close();
        allocator.assertReleased();
        assertThat(offences).as("what was wrong with accepted links").isEmpty();
        Await.until("all sockets are closed", () -> openSockets() <= socketsBefore);
    }

    final Transport dialer() {
        return present(one);
    }

    final Transport listener() {
        return present(two);
    }

    /** Listens with an echo for every link. */
    final Listener listenAndEcho(Multiaddr address) throws IOException {
        return listen(address, end -> Thread.ofVirtual().name("echo").start(end::echo));
    }

    /** Listens; the listener is closed at the end of the test, and accepted links are checked. */
    final Listener listen(Multiaddr address, java.util.function.Consumer<LinkEnd> accepted) throws IOException {
        Map<ChannelId, Multiaddr> asked = new ConcurrentHashMap<>();
        Listener listener = listener().listen(address, FakeInbound.admitting((channel, remote) -> {
            check(() -> assertUntouched(channel));
            asked.put(channel.id(), remote);
            return true;
        }, link -> {
            check(() -> {
                Link.Raw raw = LinkEnd.raw(link);
                assertThat(raw.channel().eventLoop().inEventLoop()).as("accepted on its event loop").isTrue();
                assertThat(asked).as("asked about before").containsEntry(raw.channel().id(), raw.remote());
                assertFresh(raw);
            });
            accepted.accept(own(link));
        }));
        listeners.add(listener);
        return listener;
    }

    final LinkEnd dial(Multiaddr address) throws IOException {
        return own(dialer().dial(address, Await.deadline()));
    }

    /** Checks that nothing has been done yet for a channel that may be refused; in its event loop. */
    static void assertUntouched(Channel channel) {
        assertThat(channel.eventLoop().inEventLoop()).as("asked on its event loop").isTrue();
        assertThat(channel.config().isAutoRead()).as("auto-read").isFalse();
        assertThat(channel.pipeline().toMap()).as("handlers before admission").isEmpty();
    }

    /** Checks what the next layer relies on; in the link's event loop. */
    final void assertFresh(Link.Raw link) {
        assertThat(link.channel().isRegistered()).as("registered with its loop").isTrue();
        assertThat(link.channel().config().isAutoRead()).as("auto-read").isFalse();
        assertThat(codecs()).as("handlers that may be in the pipeline").containsAll(link.channel().pipeline().toMap().keySet());
    }

    /** Counts the sockets of this process where the system tells; elsewhere always 0. */
    static long openSockets() {
        if (!Files.isDirectory(OPEN_FILES)) {
            return 0;
        }
        long count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path file : files) {
                count += isSocket(file) ? 1 : 0;
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return count;
    }

    final LinkEnd own(Link link) {
        LinkEnd end = new LinkEnd(link, allocator);
        ends.add(end);
        return end;
    }

    /** The first socket that is closed makes the JDK open one that it keeps. */
    private static void openWhatTheJdkKeepsOpen() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket _ = new Socket(server.getInetAddress(), server.getLocalPort())) {
            server.accept().close();
        }
    }

    /** Keeps what is wrong until the end of the test: nobody catches it on an event loop. */
    final void check(Runnable assertion) {
        try {
            assertion.run();
        } catch (AssertionError e) {
            offences.add(e);
        }
    }

    private static boolean isSocket(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (NoSuchFileException _) {
            return false; // closed since it was listed
        }
    }

    private static Transport present(@Nullable Transport transport) {
        if (transport == null) {
            throw new IllegalStateException("not started");
        }
        return transport;
    }
}
