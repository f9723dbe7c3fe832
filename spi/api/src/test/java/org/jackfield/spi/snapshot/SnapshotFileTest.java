package org.jackfield.spi.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

final class SnapshotFileTest {
    private static final SnapshotFrame FRAME = new SnapshotFrame("some things", 3);
    private static final Bytes CONTENT = Bytes.ofUtf8("content");

    @TempDir private Path directory;

    @Test
    void readsWhatWasWritten() throws IOException {
        file().write(Bytes.ofUtf8("before"));
        file().write(CONTENT);
        assertThat(read()).isEqualTo(new Reading.Content<>(CONTENT));
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(file().path());
        }
    }

    @Test
    void tellsThatNothingWasKeptSoFar() throws IOException {
        assertThat(read()).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void findsEveryFlippedBitAndEveryMissingEnd() {
        byte[] whole = FRAME.wrap(CONTENT).toArray();
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> FRAME.unwrap(Bytes.copyOf(flipped))).isInstanceOf(MalformedException.class);
        }
        for (int length = 0; length < whole.length; length++) {
            Bytes cut = Bytes.copyOf(whole, 0, length);
            assertThatThrownBy(() -> FRAME.unwrap(cut)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void readsWhatAnEarlierReleaseWrote() {
        assertThat(FRAME.unwrap(new SnapshotFrame("some things", 1).wrap(CONTENT))).isEqualTo(CONTENT);
    }

    @Test
    void refusesFramesThatCouldNotBeReadAgain() {
        for (String name : new String[]{"", "two\nlines", "\u00e9"}) {
            assertThatThrownBy(() -> new SnapshotFrame(name, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SnapshotFrame("some things", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void setsADamagedFileAside() throws IOException {
        Bytes damaged = Bytes.ofUtf8("some things\nbut not these");
        Files.write(file().path(), damaged.toArray());
        Path kept = directory.resolve("things.corrupt-77");
        assertThat(read()).isEqualTo(new Reading.SetAside<>(kept, "its checksum does not match its content"));
        assertThat(kept).hasBinaryContent(damaged.toArray());
        assertThat(read()).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void setsAFileOfANewerReleaseAside() throws IOException {
        Files.write(file().path(), new SnapshotFrame("some things", 4).wrap(CONTENT).toArray());
        assertThat(read()).isInstanceOfSatisfying(Reading.SetAside.class, aside -> assertThat(aside.why()).contains("newer release"));
    }

    @Test
    void setsAFileAsideWhoseContentMakesNoSense() throws IOException {
        file().write(CONTENT);
        assertThat(file().read(_ -> {
            throw new MalformedException("nonsense");
        })).isInstanceOfSatisfying(Reading.SetAside.class, aside -> assertThat(aside.why()).isEqualTo("nonsense"));
    }

    @Test
    void leavesTheFileAsItWasWhenTheNewOneCannotBeWritten() throws IOException {
        file().write(CONTENT);
        Files.createDirectory(directory.resolve("things.new"));
        assertThatThrownBy(() -> file().write(Bytes.ofUtf8("after"))).isInstanceOf(IOException.class);
        assertThat(read()).isEqualTo(new Reading.Content<>(CONTENT));
    }

    @Test
    void readsAndWritesNothingThatIsTooLong() throws IOException {
        int length = FRAME.wrap(CONTENT).length();
        file().write(CONTENT);
        assertThat(file(length).read(content -> content)).isEqualTo(new Reading.Content<>(CONTENT));
        assertThatThrownBy(() -> file(length - 1).write(CONTENT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(file(length - 1).read(content -> content)).isInstanceOfSatisfying(Reading.SetAside.class,
                aside -> assertThat(aside.why()).contains("more than"));
    }

    private SnapshotFile file(int maxBytes) {
        return new SnapshotFile(directory.resolve("things"), FRAME, () -> Instant.ofEpochSecond(77), maxBytes);
    }

    private SnapshotFile file() {
        return new SnapshotFile(directory.resolve("things"), FRAME, () -> Instant.ofEpochSecond(77));
    }

    private Reading<Bytes> read() throws IOException {
        return file().read(content -> content);
    }
}
