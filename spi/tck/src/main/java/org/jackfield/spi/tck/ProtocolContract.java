package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolProvider;
import org.jackfield.spi.multiformats.Bytes;

/**
 * What every application protocol promises: its handlers end when the peer is done, gone, silent or mad, and fail only with an
 * {@link IOException}. What the protocol says is for the subclass to test, by {@link #exchange} and {@link #open}.
 *
 * @param <C> its options
 */
public abstract class ProtocolContract<C extends Record> extends ProviderContract<Protocol, C> {
    private static final int MOST = 16 * 1024 * 1024;
    private static final int NOISE = 300_000;
    private static final int STREAMS = 100;

    private final List<Protocol> started = new ArrayList<>();
    private @Nullable FakeHost caller;

    /**
     * @param config the options most tests run with
     */
    protected ProtocolContract(ProtocolProvider<C> provider, C config) {
        super(provider, config);
    }

    /** What a peer may send, for the tests that cut and delay it; the answer must depend on it alone. */
    public record Request(ProtocolId protocol, Bytes bytes) {}

    /** Gives requests the protocol answers; none for a pure client. */
    protected List<Request> requests() {
        return List.of();
    }

    /** Tells whether each handler sets a deadline before it waits for the peer; no for streams that live as long as their connection. */
    protected boolean boundsItsWaiting() {
        return true;
    }

    /** Closes the protocol. */
    @AfterEach
    final void closeProtocols() throws IOException {
        network().find(context().identity().id()).ifPresent(FakeHost::shutDown);
        for (Protocol protocol : started) {
            protocol.close();
        }
        started.clear();
    }

    /** Gives the host the protocol runs on, with the protocol started and served. */
    protected final FakeHost host() throws IOException {
        if (started.isEmpty()) {
            started.add(serve(context()));
        }
        return context().host();
    }

    /** Gives a host that has no protocols of its own; the other end of {@link #exchange} and {@link #open}. */
    protected final FakeHost caller() {
        FakeHost known = caller;
        if (known == null) {
            known = caller = network().host();
        }
        return known;
    }

    /** Makes another host that runs the protocol too. */
    protected final FakeHost anotherHost() throws IOException {
        FakePluginContext other = new FakePluginContext(network().host());
        started.add(serve(other));
        return other.host();
    }

    /** Opens a stream from {@link #caller} to the protocol. */
    protected final MemoryStream open(ProtocolId protocol) throws IOException {
        MemoryStream stream = (MemoryStream) caller().open(host().id(), protocol, Await.deadline());
        stream.deadline(Await.deadline());
        return stream;
    }

    /** Sends a message, says that this was all, and reads the whole answer, at most 16 MiB. */
    protected final byte[] exchange(ProtocolId protocol, byte[] message) throws IOException {
        try (MemoryStream stream = open(protocol)) {
            var sending = send(stream, message);
            byte[] answer = stream.in().readNBytes(MOST);
            Await.until("the message is sent", sending::isDone);
            return answer;
        }
    }

    /** Gives the UTF-8 bytes of a text. */
    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    final void servesTheSameProtocolsEachTimeItIsAsked() throws IOException {
        host();
        Protocol protocol = started.getFirst();
        assertThat(protocol.handlers().keySet()).isEqualTo(protocol.handlers().keySet());
    }

    @Test
    final void endsWhenThePeerSaysNothingAtAll() throws IOException {
        for (ProtocolId id : ids()) {
            MemoryStream stream = open(id);
            stream.closeWrite();
            drain(stream);
            assertEndedWell(id);
        }
    }

    @Test
    final void endsWhenThePeerResetsAtOnce() throws IOException {
        for (ProtocolId id : ids()) {
            open(id).reset(ErrorCode.NONE);
            assertEndedWell(id);
        }
    }

    @Test
    final void endsWhenTheConnectionIsLost() throws IOException {
        for (ProtocolId id : ids()) {
            MemoryStream stream = open(id);
            stream.connection().close(ErrorCode.NONE, "the test cuts it");
            assertEndedWell(id);
        }
    }

    @Test
    final void boundsHowLongItWaitsForASilentPeer() throws IOException {
        for (ProtocolId id : ids()) {
            MemoryStream stream = open(id);
            Served served = lastServed();
            Await.until("the handler of " + id + " waits or ends", () -> served.isDone() || served.stream().isWaitingToRead());
            if (!served.isDone() && boundsItsWaiting()) {
                Deadline deadline = served.stream().deadline();
                assertThat(deadline.isNever()).as("%s waits for the peer without a deadline", id).isFalse();
                assertThat(deadline.remaining()).as("how long %s waits for the peer", id).isLessThan(Duration.ofHours(1));
            }
            stream.reset(ErrorCode.NONE);
            assertEndedWell(id);
        }
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    final void endsOnRandomBytes(Delivery delivery) throws IOException {
        network().delivery(delivery);
        int most = delivery == Delivery.WHOLE ? NOISE : NOISE / 100;
        Random random = new Random(1);
        for (ProtocolId id : ids()) {
            for (int length : new int[]{1, 2, 3, 10, 100, 1000, most}) {
                sendAndDrain(id, random(random, length));
                assertEndedWell(id);
            }
        }
    }

    @Test
    final void endsWhenThePeerNeverReads() throws IOException {
        network().delivery(Delivery.NARROW);
        for (Request request : requests()) {
            MemoryStream stream = open(request.protocol());
            var sending = send(stream, request.bytes().toArray());
            Served served = lastServed();
            Await.until("the handler ends or waits", () -> served.isDone() || served.stream().isWaitingToWrite()
                    || served.stream().isWaitingToRead() && sending.isDone());
            stream.reset(ErrorCode.NONE);
            assertEndedWell(request.protocol());
        }
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    final void answersTheSameHoweverTheRequestArrives(Delivery delivery) throws IOException {
        for (Request request : requests()) {
            network().delivery(Delivery.WHOLE);
            byte[] whole = exchange(request.protocol(), request.bytes().toArray());
            network().delivery(delivery);
            assertThat(exchange(request.protocol(), request.bytes().toArray())).as("answer of %s", request.protocol()).isEqualTo(whole);
        }
    }

    @Test
    final void endsOnARequestCutAtEveryByte() throws IOException {
        for (Request request : requests()) {
            int step = Math.max(1, request.bytes().length() / 1000);
            for (int length = 0; length < request.bytes().length(); length += step) {
                sendAndDrain(request.protocol(), request.bytes().slice(0, length).toArray());
                assertEndedWell(request.protocol());
            }
        }
    }

    @Test
    final void endsManyStreamsThatTalkAtOnce() throws IOException {
        for (ProtocolId id : ids()) {
            List<MemoryStream> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(open(id));
            }
            for (MemoryStream stream : streams) {
                stream.reset(ErrorCode.NONE);
            }
            host().served().forEach(served -> assertEndedWell(served, id));
        }
    }

    private Protocol serve(FakePluginContext lent) throws IOException {
        Protocol protocol = start(lent);
        protocol.handlers().forEach((id, handler) -> lent.host().serve(id, handler));
        return protocol;
    }

    private Set<ProtocolId> ids() throws IOException {
        host();
        return started.getFirst().handlers().keySet();
    }

    private Served lastServed() throws IOException {
        return host().served().getLast();
    }

    private void sendAndDrain(ProtocolId id, byte[] message) throws IOException {
        MemoryStream stream = open(id);
        var sending = send(stream, message);
        drain(stream);
        Await.until("the message is sent or refused", sending::isDone);
        stream.close();
    }

    /** Writes while another thread reads; a handler may give up before it has read all, and how it ended is checked elsewhere. */
    private static CompletableFuture<Boolean> send(MemoryStream stream, byte[] message) {
        return Await.async(() -> {
            stream.out().write(message);
            stream.closeWrite();
            return true;
        });
    }

    /** Reads to the end, however it comes. */
    private static void drain(MemoryStream stream) {
        try {
            stream.in().readNBytes(MOST);
        } catch (IOException _) {
            stream.close();
        }
    }

    private void assertEndedWell(ProtocolId id) throws IOException {
        assertEndedWell(lastServed(), id);
    }

    private static void assertEndedWell(Served served, ProtocolId id) {
        Throwable failure = served.failure();
        if (failure != null) {
            assertThat(failure).as("what the handler of %s throws at what a peer does", id).isInstanceOf(IOException.class);
        }
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
