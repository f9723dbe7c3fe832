package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.RecordKey;
import org.jackfield.spi.RecordStore;
import org.jackfield.spi.RecordStoreProvider;
import org.jackfield.spi.multiformats.Bytes;

/**
 * What every record store promises: it gives back what was put under exactly that key, and never a mixture.
 *
 * @param <C> its options
 */
public abstract class RecordStoreContract<C extends Record> extends ProviderContract<RecordStore, C> {
    private static final int AT_ONCE = 50;

    private @Nullable RecordStore store;

    /**
     * @param config the options the tests run with
     */
    protected RecordStoreContract(RecordStoreProvider<C> provider, C config) {
        super(provider, config);
    }

    /** Tells whether records outlive the component, with the same config. */
    protected boolean isPersistent() {
        return true;
    }

    /** Gives the size of the largest value it stores, in bytes. */
    protected int largestValue() {
        return 64 * 1024;
    }

    @BeforeEach
    final void startStore() throws IOException {
        store = start();
    }

    @AfterEach
    final void closeStore() throws IOException {
        store().close();
    }

    @Test
    final void givesBackWhatWasPut() throws IOException {
        for (int size : new int[]{1, 2, 1000, largestValue()}) {
            RecordKey key = key("sizes", size);
            Bytes value = value(size, size);
            put(key, value);
            assertThat(get(key)).as("%d bytes", size).isEqualTo(value);
        }
    }

    @Test
    final void givesNothingForAKeyThatWasNotPut() throws IOException {
        put(key("some", 1), value(1, 10));
        assertThat(store().get(key("some", 2), Await.deadline())).isEmpty();
        assertThat(store().get(key("other", 1), Await.deadline())).isEmpty();
    }

    @Test
    final void tellsKeysApartHoweverAlike() throws IOException {
        List<RecordKey> keys = List.of(new RecordKey("a", Bytes.EMPTY), new RecordKey("a", Bytes.of(0)), new RecordKey("a", Bytes.of(0, 0)),
                new RecordKey("a", Bytes.ofUtf8("b/c")), new RecordKey("a", Bytes.ofUtf8("B/c")), new RecordKey("a", Bytes.ofUtf8("c")),
                new RecordKey("a-b", Bytes.ofUtf8("c")),
                new RecordKey("a", Bytes.ofUtf8("../x")), new RecordKey("a", Bytes.ofUtf8("%2e")), new RecordKey("a", Bytes.of(0xFF, 0xFE)),
                new RecordKey("a", Bytes.of(0xC0, 0x80)), new RecordKey("a", value(9, RecordKey.MAX_PATH)));
        for (int i = 0; i < keys.size(); i++) {
            put(keys.get(i), value(i, 20));
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(get(keys.get(i))).as("%s", keys.get(i)).isEqualTo(value(i, 20));
        }
    }

    @Test
    final void givesOneOfTheValuesThatWerePut() throws IOException {
        RecordKey key = key("twice", 1);
        put(key, value(1, 100));
        put(key, value(2, 200));
        assertThat(get(key)).isIn(value(1, 100), value(2, 200));
        assertThat(get(key)).as("again").isEqualTo(get(key));
    }

    @Test
    final void neverGivesAMixture() throws Exception {
        RecordKey key = key("contended", 1);
        List<Bytes> values = new ArrayList<>();
        List<CompletableFuture<Boolean>> puts = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Bytes value = value(i, 1000 + i);
            values.add(value);
            puts.add(Await.async(() -> {
                put(key, value);
                return values.isEmpty() || store().get(key, Await.deadline()).isPresent();
            }));
        }
        for (CompletableFuture<Boolean> each : puts) {
            assertThat(Await.outcome(each)).isTrue();
        }
        assertThat(values).contains(get(key));
    }

    @Test
    final void keepsRecordsBeyondARestart() throws IOException {
        assumeTrue(isPersistent());
        RecordKey key = key("kept", 1);
        put(key, value(1, 1000));
        store().close();
        store = start();
        assertThat(get(key)).isEqualTo(value(1, 1000));
    }

    @Test
    final void failsOnceItIsClosed() throws IOException {
        store().close();
        assertThatThrownBy(() -> put(key("late", 1), value(1, 1))).isInstanceOfAny(IOException.class, IllegalStateException.class);
        assertThatThrownBy(() -> get(key("late", 1))).isInstanceOfAny(IOException.class, IllegalStateException.class);
    }

    @Test
    final void answersOrExpiresPromptlyPastTheDeadline() throws Exception {
        RecordKey key = key("late", 1);
        put(key, value(1, 10));
        var asking = Await.async(() -> {
            try {
                return store().get(key, Deadline.after(Duration.ZERO)).isPresent();
            } catch (DeadlineExpired _) {
                return true;
            }
        });
        assertThat(Await.outcome(asking)).isTrue();
    }

    private void put(RecordKey key, Bytes value) throws IOException {
        store().put(key, value, Await.deadline());
    }

    private Bytes get(RecordKey key) throws IOException {
        return store().get(key, Await.deadline()).orElseThrow(() -> new AssertionError("nothing under " + key));
    }

    private RecordStore store() {
        RecordStore started = store;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    private static RecordKey key(String namespace, int number) {
        return new RecordKey(namespace, Bytes.ofUtf8("key " + number));
    }

    private static Bytes value(long seed, int length) {
        return Bytes.copyOf(Bufs.random(seed, length));
    }
}
