package org.jackfield.dist.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.spi.peer.PeerId;

class DataDirectoryTest {
    @TempDir Path parent;

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        DataDirectory data = new DataDirectory(parent.resolve("a/b"));
        data.create();
        data.create();
        assertThat(mode(data.path())).isEqualTo("rwx------");
    }

    @Test
    void tellsThatAFileIsInItsPlace() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> new DataDirectory(file).create()).isInstanceOf(IOException.class)
                .hasMessageContaining("a file is in its place");
    }

    @Test
    void keepsTheKeyItMadeAtTheFirstStart() throws IOException {
        DataDirectory data = new DataDirectory(parent);
        PeerId first = data.identity(Path.of("identity.key")).id();
        assertThat(data.identity(Path.of("identity.key")).id()).isEqualTo(first);
        assertThat(mode(parent.resolve("identity.key"))).isEqualTo("rw-------");
    }

    @Test
    void isLockedUntilTheLockIsClosed() throws IOException {
        DataDirectory data = new DataDirectory(parent);
        try (DataDirectory.Lock _ = data.lock()) {
            assertThat(Files.readString(data.lockFile())).isEqualTo(ProcessHandle.current().pid() + "\n");
            assertThatThrownBy(data::lock).isInstanceOf(IOException.class);
        }
        data.lock().close();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
