package org.jackfield.kernel.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.RecordKey;
import org.jackfield.spi.RecordStore;
import org.jackfield.spi.RecordValidator;
import org.jackfield.spi.multiformats.Bytes;

final class RecordsTest {
    private static final RecordKey KEY = new RecordKey("number", Bytes.ofUtf8("one"));

    private final Tasks tasks = new Tasks("test", RecordsTest.class.getClassLoader());
    private final Memory left = new Memory();
    private final Memory right = new Memory();
    private final Records records = new Records(List.of(left, new Broken(), right), List.of(new Numbers()), tasks);

    @AfterEach
    void stop() {
        tasks.close();
    }

    @Test
    void putsIntoEveryStoreThatTakesIt() throws IOException {
        records.put(KEY, Bytes.ofUtf8("7"), soon());
        assertThat(left.values).containsEntry(KEY, Bytes.ofUtf8("7"));
        assertThat(right.values).containsEntry(KEY, Bytes.ofUtf8("7"));
    }

    @Test
    void givesTheBestValidRecordOfAllStores() throws IOException {
        left.values.put(KEY, Bytes.ofUtf8("7"));
        right.values.put(KEY, Bytes.ofUtf8("9"));
        assertThat(records.get(KEY, soon())).contains(Bytes.ofUtf8("9"));
    }

    @Test
    void ignoresARecordThatAStoreShouldNotHave() throws IOException {
        left.values.put(KEY, Bytes.ofUtf8("7"));
        right.values.put(KEY, Bytes.ofUtf8("not a number"));
        assertThat(records.get(KEY, soon())).contains(Bytes.ofUtf8("7"));
    }

    @Test
    void refusesARecordThatIsNotValid() {
        assertThatThrownBy(() -> records.put(KEY, Bytes.ofUtf8("x"), soon())).isInstanceOf(IllegalArgumentException.class);
        assertThat(left.values).isEmpty();
    }

    @Test
    void refusesANamespaceWithoutValidator() {
        RecordKey odd = new RecordKey("odd", Bytes.ofUtf8("one"));
        assertThatThrownBy(() -> records.put(odd, Bytes.ofUtf8("7"), soon())).hasMessageContaining("stack.validators")
                .hasMessageContaining("odd");
    }

    @Test
    void saysSoWhenNoStoreTakesARecord() {
        Records broken = new Records(List.of(new Broken()), List.of(new Numbers()), tasks);
        assertThatThrownBy(() -> broken.put(KEY, Bytes.ofUtf8("7"), soon())).isInstanceOf(IOException.class)
                .hasMessageContaining("stack.records");
    }

    @Test
    void refusesTwoValidatorsOfOneNamespace() {
        assertThatThrownBy(() -> new Records(List.of(), List.of(new Numbers(), new Numbers()), tasks)).hasMessageContaining("number");
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static final class Memory implements RecordStore {
        private final Map<RecordKey, Bytes> values = new ConcurrentHashMap<>();

        @Override
        public void put(RecordKey key, Bytes value, Deadline deadline) {
            values.put(key, value);
        }

        @Override
        public Optional<Bytes> get(RecordKey key, Deadline deadline) {
            return Optional.ofNullable(values.get(key));
        }
    }

    private static final class Broken implements RecordStore {
        @Override
        public void put(RecordKey key, Bytes value, Deadline deadline) throws IOException {
            throw new IOException("store is broken");
        }

        @Override
        public Optional<Bytes> get(RecordKey key, Deadline deadline) throws IOException {
            throw new IOException("store is broken");
        }
    }

    private static final class Numbers implements RecordValidator {
        @Override
        public String namespace() {
            return "number";
        }

        @Override
        public void validate(RecordKey key, Bytes value) {
            Integer.parseInt(value.utf8());
        }

        @Override
        public Comparator<Bytes> order(RecordKey key) {
            return Comparator.comparingInt(value -> Integer.parseInt(value.utf8()));
        }
    }
}
