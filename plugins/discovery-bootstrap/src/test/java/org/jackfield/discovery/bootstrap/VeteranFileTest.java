package org.jackfield.discovery.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VeteranFileTest {
    private static final List<Veteran> VETERANS = List.of(VeteransTest.veteran(1, Duration.ofMinutes(20), Instant.ofEpochSecond(1_000)),
            VeteransTest.veteran(2, Duration.ofDays(3), Instant.ofEpochSecond(2_000)));

    @TempDir private Path directory;

    @Test
    void readsWhatItWrote() throws IOException {
        VeteranFile file = new VeteranFile(directory);
        assertThat(file.read()).isEmpty();
        file.write(List.of());
        assertThat(file.read()).isEmpty();
        file.write(VETERANS);
        assertThat(new VeteranFile(directory).read()).isEqualTo(VETERANS);
        assertThat(names()).containsExactly(VeteranFile.NAME);
    }

    @Test
    void setsADamagedFileAsideWithoutLosingAnEarlierOne() throws IOException {
        VeteranFile file = new VeteranFile(directory);
        Files.writeString(directory.resolve(VeteranFile.NAME), "first\n");
        assertThat(file.read()).isEmpty();
        Files.writeString(directory.resolve(VeteranFile.NAME), "second\n");
        assertThat(file.read()).isEmpty();
        assertThat(directory.resolve(VeteranFile.NAME + ".corrupt-1")).hasContent("first");
        assertThat(directory.resolve(VeteranFile.NAME + ".corrupt-2")).hasContent("second");
        file.write(VETERANS);
        assertThat(file.read()).isEqualTo(VETERANS);
    }

    @Test
    void goesOnAfterACrashWhileWriting() throws IOException {
        VeteranFile file = new VeteranFile(directory);
        file.write(VETERANS);
        Files.writeString(directory.resolve(VeteranFile.NAME + ".new"), "jackfield boot");
        assertThat(new VeteranFile(directory).read()).isEqualTo(VETERANS);
        file.write(VETERANS.subList(0, 1));
        assertThat(file.read()).isEqualTo(VETERANS.subList(0, 1));
    }

    @Test
    void noticesEveryCutAndEveryChangedByte() {
        String text = VeteranText.encode(VETERANS);
        assertThat(VeteranText.decode(text)).isEqualTo(VETERANS);
        for (int end = 0; end < text.length(); end++) {
            assertRefuses(text.substring(0, end));
        }
        Random random = new Random(1);
        for (int round = 0; round < 10_000; round++) {
            StringBuilder changed = new StringBuilder(text);
            int at = random.nextInt(text.length());
            changed.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(7)));
            assertRefuses(changed.toString());
        }
    }

    private static void assertRefuses(String text) {
        try {
            VeteranText.decode(text);
        } catch (org.jackfield.spi.multiformats.MalformedException _) {
            return;
        }
        throw new AssertionError("taken for whole: " + text);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }
}
