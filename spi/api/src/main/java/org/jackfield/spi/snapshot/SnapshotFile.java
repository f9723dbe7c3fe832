package org.jackfield.spi.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.function.Function;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * A file that is written as a whole or not at all: what was there before a crash is there after it. Meant for what fits in memory and is
 * looked up there, at most 256 MiB. Beside it a draft, {@code <name>.new}, may lie.
 *
 * <p>Calls block until the disk answers. One call at a time, and one process: the node holds the lock of its data directory, and with it
 * that of each {@link org.jackfield.spi.PluginContext#directory}.
 */
public final class SnapshotFile {
    private static final int MAX_BYTES = 256 * 1024 * 1024;

    private final Path file;
    private final SnapshotFrame frame;
    private final InstantSource clock;
    private final int maxBytes;

    /**
     * @param file  in a directory that exists
     * @param frame what is to stand in the file around the content
     * @param clock names the files set aside
     */
    public SnapshotFile(Path file, SnapshotFrame frame, InstantSource clock) {
        this(file, frame, clock, MAX_BYTES);
    }

    /** @param maxBytes of the file, its frame included */
    SnapshotFile(Path file, SnapshotFrame frame, InstantSource clock, int maxBytes) {
        this.file = file;
        this.frame = frame;
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /** Gives the file's place. */
    public Path path() {
        return file;
    }

    /**
     * Reads the file. One that is damaged, something else or of a newer release is renamed to {@code <name>.corrupt-<seconds since 1970>}.
     *
     * @param decode reads the content, or throws {@link MalformedException}
     * @throws IOException if the file cannot be read, or not renamed
     */
    public <T> Reading<T> read(Function<Bytes, T> decode) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] found = in.readNBytes(maxBytes + 1);
            if (found.length > maxBytes) {
                throw new MalformedException("it has more than " + maxBytes + " bytes");
            }
            return new Reading.Content<>(decode.apply(frame.unwrap(Bytes.copyOf(found))));
        } catch (NoSuchFileException _) {
            return new Reading.Absent<>();
        } catch (MalformedException e) {
            return new Reading.SetAside<>(setAside(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Replaces the file; when this returns the content is on disk.
     *
     * @param content as {@link #read} is to find it, without the frame
     * @throws IOException              if that fails or the thread is interrupted; then what was there before still is, or the new content
     * @throws IllegalArgumentException if it is longer than could be read again
     */
    public void write(Bytes content) throws IOException {
        Bytes framed = frame.wrap(content);
        if (framed.length() > maxBytes) {
            throw new IllegalArgumentException("a snapshot has at most " + maxBytes + " bytes, not " + framed.length());
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = framed.asReadOnlyBuffer();
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory();
    }

    private Path setAside() throws IOException {
        Path kept = file.resolveSibling(file.getFileName() + ".corrupt-" + clock.instant().getEpochSecond());
        Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
        return kept;
    }

    /** The new name is in the directory, so that has to reach the disk too. */
    private void syncDirectory() throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }
}
