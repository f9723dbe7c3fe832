package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.RecordKey;
import org.jackfield.spi.RecordStore;
import org.jackfield.spi.RecordStoreProvider;
import org.jackfield.spi.multiformats.Bytes;

class RecordStoreContractTest {
    private static final Map<Object, Bytes> DISK = new ConcurrentHashMap<>();

    /** What is wrong. */
    public enum Fault { NONE, MIXES_KEYS, CUTS_VALUES, FORGETS, LIVES_ON }

    @Test
    void findsAStoreThatMixesKeys() {
        assertThat(failures(Fault.MIXES_KEYS)).contains("tellsKeysApartHoweverAlike");
    }

    @Test
    void findsAStoreThatCutsValues() {
        assertThat(failures(Fault.CUTS_VALUES)).contains("givesBackWhatWasPut");
    }

    @Test
    void findsAStoreThatForgets() {
        assertThat(failures(Fault.FORGETS)).containsExactly("keepsRecordsBeyondARestart");
    }

    @Test
    void findsAStoreThatLivesOnWhenClosed() {
        assertThat(failures(Fault.LIVES_ON)).containsExactly("failsOnceItIsClosed");
    }

    @Test
    void findsNothingWrongWithAFaultlessOne() {
        assertThat(failures(Fault.NONE)).isEmpty();
    }

    private static java.util.Set<String> failures(Fault fault) {
        OnSimpleStore.fault = fault;
        return Verdict.failuresOf(OnSimpleStore.class);
    }

    /**
     * The options.
     *
     * @param fault what is wrong
     */
    public record Config(Fault fault) {}

    /** Keeps records in a map that outlives it. */
    public static final class SimpleStore implements RecordStoreProvider<Config> {
        @Override
        public String name() {
            return "simple";
        }

        @Override
        public Config defaults() {
            return new Config(Fault.NONE);
        }

        @Override
        public RecordStore create(Config config, PluginContext context) {
            return new RecordStore() {
                private volatile boolean closed;

                @Override
                public void put(RecordKey key, Bytes value, Deadline deadline) throws IOException {
                    failIfClosed();
                    boolean cuts = config.fault() == Fault.CUTS_VALUES && value.length() > 1000;
                    DISK.put(place(key), cuts ? value.slice(0, 1000) : value);
                }

                @Override
                public Optional<Bytes> get(RecordKey key, Deadline deadline) throws IOException {
                    failIfClosed();
                    return Optional.ofNullable(DISK.get(place(key)));
                }

                @Override
                public void close() {
                    closed = true;
                    if (config.fault() == Fault.FORGETS) {
                        DISK.clear();
                    }
                }

                private Object place(RecordKey key) {
                    return config.fault() == Fault.MIXES_KEYS ? key.path() : key;
                }

                private void failIfClosed() throws IOException {
                    if (closed && config.fault() != Fault.LIVES_ON) {
                        throw new IOException("the store is closed");
                    }
                }
            };
        }
    }

    static class OnSimpleStore extends RecordStoreContract<Config> {
        private static Fault fault = Fault.NONE;

        OnSimpleStore() {
            super(new SimpleStore(), new Config(fault));
            DISK.clear();
        }
    }
}
