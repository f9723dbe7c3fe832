package org.jackfield.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.KeyType;

/**
 * The file that holds a node's private key, in the form other libp2p implementations use: the bare protobuf. Where the file system
 * knows permissions it is made with mode 0600 and refused with more. Methods block for disk access.
 */
public final class IdentityFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private IdentityFile() {
    }

    /**
     * Reads the identity, or makes one if there is no file yet. Of several processes that do so at once all return the same.
     *
     * @param type of a new key; one that exists keeps its own
     * @throws IOException as {@link #read} and {@link #create}
     */
    public static SoftwareIdentity readOrCreate(Path file, KeyType type, SecureRandom random) throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException _) {
            return createOrRead(file, SoftwareIdentity.generate(type, random));
        }
    }

    private static SoftwareIdentity createOrRead(Path file, SoftwareIdentity fresh) throws IOException {
        try {
            create(file, fresh);
            return fresh;
        } catch (FileAlreadyExistsException _) {
            return read(file);
        }
    }

    /**
     * Reads the identity.
     *
     * @throws NoSuchFileException if there is no file
     * @throws IOException if the file cannot be read, if its group or others may read or write it, or if it holds no private key
     */
    public static SoftwareIdentity read(Path file) throws IOException {
        byte[] content;
        try (var in = Files.newInputStream(file)) {
            checkPermissions(file);
            content = in.readNBytes(PrivateKeyFormat.MAX_ENCODED + 1);
        }
        try {
            return SoftwareIdentity.decode(Bytes.copyOf(content));
        } catch (MalformedException e) {
            throw new IOException(file + " holds no private key: " + e.getMessage(), e);
        }
    }

    private static void checkPermissions(Path file) throws IOException {
        var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix == null) {
            return;
        }
        var permissions = posix.readAttributes().permissions();
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new IOException("%s holds a private key, but not only its owner has access (%s): chmod 600 %s"
                    .formatted(file, PosixFilePermissions.toString(permissions), file));
        }
    }

    /**
     * Writes the identity to a new file, completely or not at all; when this returns it is on disk.
     *
     * @param file in a directory that exists
     * @throws FileAlreadyExistsException if there is one; it stays as it is
     * @throws IOException if the file cannot be written
     */
    public static void create(Path file, SoftwareIdentity identity) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new FileAlreadyExistsException(file.toString(), null, "is the root directory");
        }
        var draft = Files.createTempFile(directory, ".identity", ".new", ownerOnly(directory));
        try {
            try (var out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var content = ByteBuffer.wrap(identity.encode().toArray());
                while (content.hasRemaining()) {
                    out.write(content);
                }
                out.force(true);
            }
            publish(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
        syncDirectory(directory);
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class);
        return posix ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(OWNER_ONLY)} : new FileAttribute<?>[0];
    }

    /** A link is the only way to a complete file that never replaces another; without links two processes may race. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException _) {
            Files.move(draft, file);
        }
    }

    /** The new name is in the directory, so that has to reach the disk too. */
    private static void syncDirectory(Path directory) throws IOException {
        if (Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)) {
            try (var entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }
}
