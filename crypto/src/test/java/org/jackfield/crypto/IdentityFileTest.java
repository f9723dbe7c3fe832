package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PeerId;

class IdentityFileTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("identity.key");
    }

    private List<String> entries() throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    private void write(byte[] content) throws IOException {
        Files.write(file(), content);
        if (OS.WINDOWS.isCurrentOs()) {
            return;
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void keepsTheIdentity() throws IOException {
        var made = IdentityFile.readOrCreate(file(), KeyType.ED25519, RANDOM);
        assertThat(IdentityFile.readOrCreate(file(), KeyType.SECP256K1, RANDOM).id()).isEqualTo(made.id());
        assertThat(IdentityFile.read(file()).id()).isEqualTo(made.id());
        assertThat(Files.readAllBytes(file())).isEqualTo(made.encode().toArray());
        assertThat(entries()).containsExactly("identity.key");
    }

    @Test
    void readsFilesOfOtherImplementations() throws IOException {
        for (var row : Vectors.rows("peer-ids/private-keys.csv")) {
            write(Bytes.ofHex(row[0]).toArray());
            assertThat(IdentityFile.read(file()).id()).hasToString(row[2]);
        }
    }

    @Test
    void neverReplacesAFile() throws IOException {
        var first = SoftwareIdentity.generate(KeyType.ED25519, RANDOM);
        var second = SoftwareIdentity.generate(KeyType.ED25519, RANDOM);
        IdentityFile.create(file(), first);
        assertThatThrownBy(() -> IdentityFile.create(file(), second)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(IdentityFile.read(file()).id()).isEqualTo(first.id());
        assertThat(entries()).containsExactly("identity.key");
    }

    @Test
    void saysThatThereIsNoFileOrNoDirectory() {
        assertThatThrownBy(() -> IdentityFile.read(file())).isInstanceOf(NoSuchFileException.class);
        var elsewhere = directory.resolve("none").resolve("identity.key");
        assertThatThrownBy(() -> IdentityFile.readOrCreate(elsewhere, KeyType.ED25519, RANDOM)).isInstanceOf(IOException.class);
    }

    @Test
    void doesNotReplaceAFileItCannotRead() throws IOException {
        for (var content : List.of(new byte[0], new byte[]{1, 2, 3}, new byte[100_000])) {
            write(content);
            assertThatThrownBy(() -> IdentityFile.readOrCreate(file(), KeyType.ED25519, RANDOM)).isInstanceOf(IOException.class)
                    .hasMessageContaining("identity.key holds no private key");
            assertThat(Files.readAllBytes(file())).isEqualTo(content);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void isReadableByItsOwnerOnly() throws IOException {
        IdentityFile.create(file(), SoftwareIdentity.generate(KeyType.ED25519, RANDOM));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @EnabledOnOs({OS.LINUX, OS.MAC})
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-r--r--"})
    void refusesAFileThatOthersHaveAccessTo(String permissions) throws IOException {
        IdentityFile.create(file(), SoftwareIdentity.generate(KeyType.ED25519, RANDOM));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> IdentityFile.read(file())).isInstanceOf(IOException.class).hasMessageContaining(permissions)
                .hasMessageEndingWith("chmod 600 " + file());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void readsAFileThatNobodyCanWrite() throws IOException {
        var made = IdentityFile.readOrCreate(file(), KeyType.ED25519, RANDOM);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        assertThat(IdentityFile.read(file()).id()).isEqualTo(made.id());
    }

    @Test
    void allWhoStartAtOnceGetTheSameIdentity() throws IOException, InterruptedException, ExecutionException {
        Callable<PeerId> start = () -> IdentityFile.readOrCreate(file(), KeyType.ED25519, RANDOM).id();
        var ids = new ArrayList<PeerId>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var started : threads.invokeAll(Collections.nCopies(16, start))) {
                ids.add(started.get());
            }
        }
        assertThat(ids).hasSize(16).containsOnly(IdentityFile.read(file()).id());
        assertThat(entries()).containsExactly("identity.key");
    }
}
