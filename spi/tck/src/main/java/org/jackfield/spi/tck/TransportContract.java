package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.datapath.Inbound;
import org.jackfield.spi.datapath.Link;
import org.jackfield.spi.datapath.Listener;
import org.jackfield.spi.datapath.TransportProvider;
import org.jackfield.spi.peer.Multiaddr;

/**
 * What every transport that yields raw links promises: it dials and listens on the addresses it supports, hands over fresh links, ends a
 * dial when asked, and gives back every socket.
 *
 * @param <C> the transport's options
 */
public abstract class TransportContract<C extends Record> extends TransportHarness<C> {
    private static final int AT_ONCE = 100;
    private static final int MUCH = 8 * 1024 * 1024;

    /**
     * @param config the options the tests run with
     */
    protected TransportContract(TransportProvider<C> provider, C config) {
        super(provider, config);
    }

    @Test
    final void supportsItsAddressesWithAndWithoutPeerId() {
        for (Multiaddr address : listenAddresses()) {
            assertThat(dialer().supports(address)).as("%s", address).isTrue();
            assertThat(dialer().supports(address.withPeer(context().identity().id()))).as("%s with a peer id", address).isTrue();
        }
    }

    @Test
    final void supportsNoForeignAddresses() {
        for (Multiaddr address : foreignAddresses()) {
            assertThat(dialer().supports(address)).as("%s", address).isFalse();
        }
        assertThat(dialer().supports(Multiaddr.EMPTY)).isFalse();
    }

    @Test
    final void refusesToDialAndListenOnForeignAddresses() {
        for (Multiaddr address : foreignAddresses()) {
            assertThatThrownBy(() -> dialer().dial(address, Await.deadline())).isInstanceOfAny(IllegalArgumentException.class,
                    IOException.class);
            assertThatThrownBy(() -> listener().listen(address, FakeInbound.taking(this::own)))
                    .isInstanceOfAny(IllegalArgumentException.class, IOException.class);
        }
    }

    @Test
    final void listensOnAnAddressThatCanBeDialed() throws IOException {
        for (Multiaddr address : listenAddresses()) {
            Multiaddr bound = listenAndEcho(address).address();
            assertThat(dialer().supports(bound)).as("%s", bound).isTrue();
            bound.socketAddress().ifPresent(socket -> assertThat(socket.getPort()).as("real port of %s", bound).isNotZero());
            assertThat(bound.parts()).hasSameSizeAs(address.parts());
        }
    }

    @Test
    final void carriesBytesBothWays() throws Exception {
        for (Multiaddr address : listenAddresses()) {
            LinkEnd end = dial(listenAndEcho(address).address());
            byte[] bytes = Bufs.random(1, 10_000);
            end.write(bytes);
            assertThat(read(end, bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    final void carriesMuch() throws Exception {
        LinkEnd end = dial(listenAndEcho(listenAddresses().getFirst()).address());
        byte[] much = Bufs.random(2, MUCH);
        var writing = Await.async(() -> {
            end.write(much);
            return true;
        });
        assertThat(read(end, MUCH)).isEqualTo(much);
        assertThat(Await.outcome(writing)).isTrue();
    }

    @Test
    final void dialsAnAddressThatEndsInAPeerId() throws Exception {
        Multiaddr bound = listenAndEcho(listenAddresses().getFirst()).address();
        LinkEnd end = dial(bound.withPeer(context().identity().id()));
        end.write(new byte[]{1});
        assertThat(read(end, 1)).containsExactly(1);
        assertThat(end.link().remote().peer()).isEmpty();
    }

    @Test
    final void handsOverFreshLinksThatKnowTheirAddresses() throws Exception {
        for (Multiaddr address : listenAddresses()) {
            BlockingQueue<LinkEnd> accepted = new LinkedBlockingQueue<>();
            Listener listener = listen(address, accepted::add);
            Link.Raw dialed = LinkEnd.raw(dialer().dial(listener.address(), Await.deadline()));
            inLoop(dialed, () -> assertFresh(dialed));
            LinkEnd end = own(dialed);
            LinkEnd other = next(accepted);
            assertThat(end.link().remote()).isEqualTo(listener.address());
            assertThat(other.link().remote()).isEqualTo(end.link().local());
            assertThat(other.link().local()).isEqualTo(end.link().remote());
        }
    }

    @Test
    final void leavesWhoIsRefusedWithoutAWord() throws Exception {
        for (Multiaddr address : listenAddresses()) {
            BlockingQueue<Link> ready = new LinkedBlockingQueue<>();
            Inbound refusing = FakeInbound.admitting((channel, _) -> {
                check(() -> assertUntouched(channel));
                return false;
            }, ready::add);
            try (Listener listener = listener().listen(address, refusing)) {
                assertThatThrownBy(() -> read(dial(listener.address()), 1)).as("%s", address).isInstanceOf(IOException.class);
                assertThat(ready).isEmpty();
            }
        }
    }

    @Test
    final void losesNothingThatIsSentBeforeTheOtherEndReads() throws Exception {
        BlockingQueue<Link> accepted = new LinkedBlockingQueue<>();
        try (Listener listener = listener().listen(listenAddresses().getFirst(), FakeInbound.taking(accepted::add))) {
            LinkEnd end = dial(listener.address());
            end.write(new byte[]{1, 2, 3});
            Link link = accepted.poll(Await.patience().toNanos(), TimeUnit.NANOSECONDS);
            assertThat(link).isNotNull();
            LinkEnd other = own(java.util.Objects.requireNonNull(link));
            assertThat(read(other, 3)).containsExactly(1, 2, 3);
        }
    }

    @Test
    final void dialsManyAtOnceFromSeveralListeners() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            listeners.add(listenAndEcho(listenAddresses().get(i % listenAddresses().size())));
        }
        List<CompletableFuture<byte[]>> echoes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Multiaddr address = listeners.get(i % listeners.size()).address();
            byte[] message = Bufs.random(i, 100);
            echoes.add(Await.async(() -> {
                LinkEnd end = dial(address);
                end.write(message);
                return end.read(100);
            }));
        }
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(Await.outcome(echoes.get(i))).isEqualTo(Bufs.random(i, 100));
        }
    }

    @Test
    final void tellsEachEndWhenTheOtherCloses() throws Exception {
        BlockingQueue<LinkEnd> accepted = new LinkedBlockingQueue<>();
        Multiaddr address = listen(listenAddresses().getFirst(), accepted::add).address();
        for (boolean dialerCloses : new boolean[]{true, false}) {
            LinkEnd dialed = dial(address);
            LinkEnd other = next(accepted);
            LinkEnd left = dialerCloses ? other : dialed;
            var reading = Await.async(() -> left.read(1));
            (dialerCloses ? dialed : other).close();
            assertThatThrownBy(() -> Await.outcome(reading)).isInstanceOf(IOException.class);
        }
    }

    @Test
    final void refusesAPortThatIsTaken() throws IOException {
        Listener listener = listenAndEcho(listenAddresses().getFirst());
        assertThatThrownBy(() -> listener().listen(listener.address(), FakeInbound.taking(this::own))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> dialer().listen(listener.address(), FakeInbound.taking(this::own))).as("on another node")
                .isInstanceOf(IOException.class);
    }

    @Test
    final void failsADialThatIsRefused() throws IOException {
        for (Multiaddr address : listenAddresses()) {
            Listener gone = listenAndEcho(address);
            gone.close();
            Await.until("dials are refused", () -> isRefused(gone.address()));
        }
    }

    @Test
    final void keepsAcceptedLinksWhenAListenerCloses() throws Exception {
        Listener listener = listenAndEcho(listenAddresses().getFirst());
        LinkEnd end = dial(listener.address());
        end.write(new byte[]{1});
        assertThat(read(end, 1)).containsExactly(1);
        listener.close();
        listener.close();
        end.write(new byte[]{2});
        assertThat(read(end, 1)).containsExactly(2);
    }

    @Test
    final void listensAgainWhereItHasListened() throws Exception {
        Listener first = listenAndEcho(listenAddresses().getFirst());
        LinkEnd before = dial(first.address());
        before.write(new byte[]{1});
        assertThat(read(before, 1)).containsExactly(1);
        first.close();
        Await.until("the address is free", () -> listens(first.address()));
        LinkEnd after = dial(first.address());
        after.write(new byte[]{2});
        assertThat(read(after, 1)).containsExactly(2);
    }

    @Test
    final void dialsNobodyPastTheDeadline() throws IOException {
        Multiaddr address = listenAndEcho(listenAddresses().getFirst()).address();
        try (SilentSocket silent = new SilentSocket()) {
            Multiaddr target = addressOfTcpPort(silent.port()).orElse(address);
            assertThatThrownBy(() -> own(dialer().dial(target, Deadline.after(Duration.ZERO)))).isInstanceOf(DeadlineExpired.class);
        }
    }

    @Test
    final void endsADialAtItsDeadline() throws IOException {
        try (SilentSocket silent = new SilentSocket()) {
            Multiaddr address = silent(silent);
            long sockets = openSockets();
            var dialing = Await.async(() -> dialer().dial(address, Deadline.after(Duration.ofMillis(100))));
            assertThatThrownBy(() -> Await.outcome(dialing)).isInstanceOf(DeadlineExpired.class);
            Await.until("the socket is closed", () -> openSockets() <= sockets);
        }
    }

    @Test
    final void endsADialThatIsInterrupted() throws IOException {
        try (SilentSocket silent = new SilentSocket()) {
            Multiaddr address = silent(silent);
            long sockets = openSockets();
            Interrupts.assertEnds(() -> dialer().dial(address, Await.deadline()));
            Await.until("the socket is closed", () -> openSockets() <= sockets);
        }
    }

    @Test
    final void closesWithListenersAndLinksOpen() throws Exception {
        Listener listener = listenAndEcho(listenAddresses().getFirst());
        LinkEnd end = dial(listener.address());
        end.write(new byte[]{1});
        assertThat(read(end, 1)).containsExactly(1);
        var reading = Await.async(() -> end.read(1));
        var closing = Await.async(() -> {
            listener().close();
            return true;
        });
        assertThat(Await.outcome(closing)).isTrue();
        assertThatThrownBy(() -> Await.outcome(reading)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> dial(listener.address())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> listener().listen(listenAddresses().getFirst(), FakeInbound.taking(this::own)))
                .isInstanceOfAny(IOException.class, IllegalStateException.class);
    }

    /** The JDK's selectors close a socket a moment after its channel. */
    private boolean isRefused(Multiaddr address) {
        try {
            dial(address);
            return false;
        } catch (DeadlineExpired e) {
            throw new AssertionError("a refused dial waited for its deadline", e);
        } catch (IOException _) {
            return true;
        }
    }

    private boolean listens(Multiaddr address) {
        try {
            listenAndEcho(address);
            return true;
        } catch (BindException _) {
            return false;
        } catch (IOException e) {
            throw new AssertionError("cannot listen again", e);
        }
    }

    private Multiaddr silent(SilentSocket socket) {
        Optional<Multiaddr> address = addressOfTcpPort(socket.port());
        Assumptions.assumeTrue(address.isPresent() && socket.isSilent(), "no way here to make a peer that does not answer");
        return address.orElseThrow();
    }

    private static LinkEnd next(BlockingQueue<LinkEnd> accepted) throws InterruptedException {
        LinkEnd end = accepted.poll(Await.patience().toNanos(), TimeUnit.NANOSECONDS);
        if (end == null) {
            throw new AssertionError("no link was accepted within " + Await.patience());
        }
        return end;
    }

    private static byte[] read(LinkEnd end, int length) throws Exception {
        return Await.outcome(Await.async(() -> end.read(length)));
    }

    private static void inLoop(Link.Raw link, Runnable check) {
        link.channel().eventLoop().submit(check).syncUninterruptibly();
    }

    /** A port whose accept queue is full: the operating system leaves further connects unanswered. */
    private static final class SilentSocket implements AutoCloseable {
        private static final int TRIES = 20;
        private static final int UNANSWERED = 200;

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> filling = new ArrayList<>();
        private boolean silent;

        SilentSocket() throws IOException {
            for (int i = 0; i < TRIES && !silent; i++) {
                Socket socket = new Socket();
                filling.add(socket);
                silent = !connects(socket);
            }
        }

        int port() {
            return server.getLocalPort();
        }

        boolean isSilent() {
            return silent;
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : filling) {
                socket.close();
            }
            server.close();
        }

        private boolean connects(Socket socket) throws IOException {
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), UNANSWERED);
                return true;
            } catch (SocketTimeoutException _) {
                return false;
            }
        }
    }
}
