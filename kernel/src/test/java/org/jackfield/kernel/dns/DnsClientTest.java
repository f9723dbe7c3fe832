package org.jackfield.kernel.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.tck.Await;

/** Against name servers on loopback, honest and hostile. */
final class DnsClientTest {
    private static final String NAME = "_dnsaddr.example.org";
    private static final int TRUNCATED = 0x0200;
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<NameServer> servers = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (NameServer server : servers) {
            server.close();
        }
    }

    @Test
    void givesTheTextsOfAllRecords() throws IOException {
        NameServer server = server((question, _) -> List.of(NameServer.answer(question, 0, "one", "", "three")));
        assertThat(ask(server)).containsExactly("one", "", "three");
    }

    @Test
    void joinsTheStringsOfARecord() throws IOException {
        String text = "x".repeat(600);
        assertThat(ask(server((question, _) -> List.of(NameServer.answer(question, 0, text))))).containsExactly(text);
    }

    @Test
    void asksByTcpWhatDoesNotFitADatagram() throws IOException {
        String text = "y".repeat(60_000);
        NameServer server = server((question, tcp) -> List
                .of(tcp ? NameServer.answer(question, 0, text) : NameServer.answer(question, TRUNCATED)));
        assertThat(ask(server)).containsExactly(text);
        assertThat(server.heard).hasSize(2);
    }

    @Test
    void asksFromAnotherPortWithAnotherIdEachTime() throws IOException {
        NameServer server = server((question, _) -> List.of(NameServer.answer(question, 0, "one")));
        for (int i = 0; i < 8; i++) {
            ask(server);
        }
        assertThat(new HashSet<>(server.ports)).hasSizeGreaterThan(4);
        assertThat(server.heard.stream().map(question -> question.slice(0, 2)).distinct().count()).isGreaterThan(4);
    }

    @Test
    void waitsOnWhenAnAnswerIsToAnotherQuestion() throws IOException {
        NameServer server = server(
                (question, _) -> List.of(altered(question, 0, 1), altered(question, 13, 'e' ^ 'f'), altered(question, 2, 0x80),
                        new byte[0], new byte[11], NameServer.answer(question, 0, "right")));
        assertThat(ask(server)).containsExactly("right");
        assertThat(server.heard).hasSize(1);
    }

    @Test
    void comparesNamesWithoutCase() throws IOException {
        NameServer server = server((question, _) -> List.of(altered(question, 14, 0x20)));
        assertThat(ask(server)).containsExactly("wrong");
    }

    @Test
    void asksTheNextServerWhenOneFails() throws IOException {
        NameServer failing = server((question, _) -> List.of(NameServer.answer(question, 2)));
        NameServer working = server((question, _) -> List.of(NameServer.answer(question, 0, "here")));
        assertThat(ask(failing, working)).containsExactly("here");
    }

    @Test
    void tellsThatThereIsNoSuchName() throws IOException {
        NameServer server = server((question, _) -> List.of(NameServer.answer(question, 3)));
        assertThatThrownBy(() -> ask(server)).isInstanceOf(IOException.class).hasMessage("there is no name " + NAME);
        assertThat(server.heard).hasSize(1);
    }

    @Test
    void endsAtItsDeadlineThoughNobodyAnswers() throws IOException {
        NameServer server = server(NameServer.SILENT);
        assertThatThrownBy(() -> client(server).lookup(NAME, Deadline.after(SHORT))).isInstanceOf(IOException.class)
                .hasMessageContaining("in time");
    }

    @Test
    void endsAtItsDeadlineThoughAFloodOfWrongAnswersComes() throws IOException {
        NameServer server = server((question, _) -> Collections.nCopies(2000, altered(question, 0, 1)));
        assertThatThrownBy(() -> client(server).lookup(NAME, Deadline.after(SHORT))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "c00c0010000100000000ffff", // a record longer than the message
        "c01800100001000000000001", // a name that points at itself
        "c00c001000010000000000020561", // a string longer than its record
        "3f", "c0"})
    void refusesAnswersThatMakeNoSense(String record) throws IOException {
        NameServer server = server((question, _) -> {
            byte[] header = NameServer.answer(question, 0);
            header[7] = 1;
            return List.of(Bytes.ofHex(Bytes.copyOf(header).hex() + record).toArray());
        });
        assertThatThrownBy(() -> client(server).lookup(NAME, Deadline.after(SHORT))).isInstanceOf(IOException.class)
                .hasMessageContaining(NAME);
    }

    @Test
    void readsNoMoreRecordsThanATreeMayHave() throws IOException {
        String[] many = Stream.generate(() -> "a").limit(4000).toArray(String[]::new);
        NameServer server = server((question, tcp) -> List
                .of(tcp ? NameServer.answer(question, 0, many) : NameServer.answer(question, TRUNCATED)));
        assertThat(ask(server)).hasSize(AddressResolver.MAX_RECORDS + 1);
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        NameServer server = server(NameServer.SILENT);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                ask(server);
            } catch (IOException e) {
                failure.set(e);
            }
        });
        Await.until("it asks", () -> !server.heard.isEmpty());
        asking.interrupt();
        asking.join();
        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "0123456789012345678901234567890123456789012345678901234567890123456789.org"})
    void refusesNamesThatCannotBeAskedFor(String name) throws IOException {
        NameServer server = server(NameServer.SILENT);
        assertThatThrownBy(() -> client(server).lookup(name, Deadline.after(SHORT))).isInstanceOf(IOException.class);
        assertThat(server.heard).isEmpty();
    }

    private NameServer server(NameServer.Script script) throws IOException {
        NameServer server = new NameServer(script);
        servers.add(server);
        return server;
    }

    private static DnsClient client(NameServer... servers) {
        return new DnsClient(new NameServers(Stream.of(servers).map(NameServer::address).toList(), Path.of("/nonexistent")));
    }

    private static List<String> ask(NameServer... servers) throws IOException {
        return client(servers).lookup(NAME, Deadline.after(Await.PATIENCE));
    }

    /** An answer with one byte other than it should be. */
    private static byte[] altered(byte[] question, int at, int mask) {
        byte[] answer = NameServer.answer(question, 0, "wrong");
        answer[at] ^= (byte) mask;
        return answer;
    }
}
