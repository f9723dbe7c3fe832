package org.jackfield.discovery.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.multiformats.MalformedException;

/** Steady peers on disk: written as a whole or not at all. One call at a time. */
final class VeteranFile {
    static final String NAME = "steady-peers.txt";
    private static final Logger LOG = LoggerFactory.getLogger(VeteranFile.class);

    private final Path file;

    /** @param directory of the plugin's own */
    VeteranFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /** Reads the file. One that cannot be understood is set aside with a warning: the peers in it are a help, no more. */
    List<Veteran> read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(VeteranText.MAX_BYTES + 1);
            if (bytes.length > VeteranText.MAX_BYTES) {
                throw new MalformedException("it has more than " + VeteranText.MAX_BYTES + " bytes");
            }
            return VeteranText.decode(new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (MalformedException e) {
            Path aside = setAside();
            LOG.warn("bootstrap forgets the steady peers of earlier: {} is damaged ({}) and kept as {}; it can be deleted", file,
                    e.getMessage(),
                    aside.getFileName());
            return List.of();
        }
    }

    /** Replaces the file; when this returns, it is on disk. */
    void write(List<Veteran> veterans) throws IOException {
        Path draft = file.resolveSibling(NAME + ".new");
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer text = StandardCharsets.UTF_8.encode(VeteranText.encode(veterans));
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path setAside() throws IOException {
        for (int number = 1;; number++) {
            Path aside = file.resolveSibling(NAME + ".corrupt-" + number);
            if (!Files.exists(aside)) {
                return Files.move(file, aside);
            }
        }
    }
}
