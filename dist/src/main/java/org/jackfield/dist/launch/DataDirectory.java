package org.jackfield.dist.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

import org.jackfield.crypto.IdentityFile;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.spi.peer.KeyType;

/**
 * What a node keeps: its key, its lock and the socket it is asked over. Methods block for disk access.
 *
 * @param path the directory
 */
public record DataDirectory(Path path) {
    private static final int MAX_OWNER = 32;

    /** Gives the config file that is used when none is named. */
    public Path config() {
        return path.resolve("jackfield.yaml");
    }

    /** Gives the socket of the running node. */
    public Path socket() {
        return path.resolve("admin.sock");
    }

    /** Gives the file that is locked by the running node and holds its process id. */
    public Path lockFile() {
        return path.resolve("lock");
    }

    /** Makes the directory, for its owner alone, unless it is there. */
    public void create() throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, ownerOnly());
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new IOException("data directory " + path + ": a file is in its place", e);
            }
        }
    }

    /**
     * Locks the directory for this process.
     *
     * @throws IOException if another node runs on it
     */
    public Lock lock() throws IOException {
        FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new IOException("data directory " + path + " is in use by another node" + owner(channel)
                        + "; stop that one, or choose another directory with --data");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new Lock(channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads the key of the node, or makes an Ed25519 key of mode 0600 at the first start.
     *
     * @param file as the config has it: a relative one is below this directory
     */
    public SoftwareIdentity identity(Path file) throws IOException {
        return IdentityFile.readOrCreate(path.resolve(file), KeyType.ED25519, new SecureRandom());
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process already uses the data directory", e);
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(MAX_OWNER);
        channel.read(read, 0);
        String text = StandardCharsets.US_ASCII.decode(read.flip()).toString().strip();
        return text.chars().allMatch(Character::isDigit) && !text.isEmpty() ? ", process " + text : "";
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }

    /** Held as long as the node runs; the operating system drops it when the process dies. */
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;
        private final FileLock lock;

        private Lock(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }

        @Override
        public void close() throws IOException {
            lock.release();
            channel.close();
        }
    }
}
