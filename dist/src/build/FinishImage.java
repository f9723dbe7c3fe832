import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the image start quickly. First it rewrites two kinds of jars. Signed ones lose their signature: Java would verify a jar such as Bouncy
 * Castle's at every start, for half a second, though nobody relies on it. Classes made for Java 5, such as picocli's, get stack maps: without
 * them Java verifies them the slow way at every start and leaves them out of its cache. Then it starts the image once, so that Java keeps
 * what it read and linked in {@code runtime/jackfield.aot} and later starts take a third of the time. Java trusts that file only while the
 * jars have the times they had now, so these get the fixed time that they also have in the archive. Without the file everything works, only
 * slower: a machine where the node cannot run here still gets an image. Arguments: folder of the image, then the time.
 */
final class FinishImage {
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    private static final String CACHE = "runtime/jackfield.aot";
    private static final long PATIENCE_SECONDS = 120;

    private final Path image;

    private FinishImage(Path image) {
        this.image = image;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path image = Path.of(arguments[0]).toAbsolutePath();
        FileTime time = FileTime.from(Instant.parse(arguments[1]));
        for (Path jar : jars(image)) {
            if (isSigned(jar) || isOld(jar)) {
                rewrite(jar);
            }
        }
        setTimes(image, time);
        Path data = Files.createTempDirectory("jackfield-train");
        try {
            new FinishImage(image).train(data);
        } finally {
            delete(data);
        }
        if (!Files.exists(image.resolve(CACHE))) {
            System.err.println("[WARNING] no start-up cache was made; the image works, but starts slower");
        }
        setTimes(image, time);
    }

    private void train(Path data) throws IOException, InterruptedException {
        ProcessBuilder builder = command("run", "--data", data.toString(), "--listen", "/ip4/127.0.0.1/tcp/0");
        builder.environment().put("JACKFIELD_OPTS", "-XX:AOTCacheOutput=" + CACHE + " -Xlog:disable -Xlog:all=error:stderr");
        Process node = builder.redirectError(data.resolve("stderr").toFile()).start();
        try (BufferedReader lines = node.inputReader()) {
            String address = address(lines);
            if (!address.isEmpty()) {
                run("probe", "--data", data.toString(), address);
                run("status", "--data", data.toString());
                run("peers", "--data", data.toString());
            }
            node.destroy();
        }
        if (!node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            node.destroyForcibly();
        }
    }

    /** Waits until the node is ready, and gives where it listens; empty if it does not get there. */
    private static String address(BufferedReader lines) throws IOException {
        String address = "";
        String line;
        while ((line = lines.readLine()) != null) {
            if (line.startsWith("listening ")) {
                address = line.substring("listening ".length());
            }
            if (line.equals("ready")) {
                return address;
            }
        }
        return "";
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        Process process = command(arguments).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder command(String... arguments) {
        return new ProcessBuilder(Stream.concat(Stream.of(image.resolve("bin/jackfield").toString()), Stream.of(arguments)).toList());
    }

    private static List<Path> jars(Path image) throws IOException {
        try (Stream<Path> files = Files.walk(image)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static boolean isSigned(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
        }
    }

    /** Old classes lie in jars of old classes, so one tells. */
    private static boolean isOld(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(FinishImage::isClass).limit(1).toList()) {
                return ClassFile.of().parse(zip.getInputStream(entry).readAllBytes()).majorVersion() < ClassFile.JAVA_6_VERSION;
            }
            return false;
        }
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }

    private static void rewrite(Path jar) throws IOException {
        Path plain = jar.resolveSibling(jar.getFileName() + ".plain");
        try (ZipFile from = new ZipFile(jar.toFile()); ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(plain))) {
            for (ZipEntry entry : from.stream().filter(each -> !SIGNATURE.matcher(each.getName()).matches()).toList()) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                to.putNextEntry(copy);
                to.write(content(from, entry));
            }
        }
        Files.move(plain, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
            return withoutDigests(content);
        }
        if (isClass(entry) && ClassFile.of().parse(content).majorVersion() < ClassFile.JAVA_6_VERSION) {
            return withStackMaps(jar, content);
        }
        return content;
    }

    /** Keeps the main section; the others hold digests of the entries. */
    private static byte[] withoutDigests(byte[] content) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(content));
        manifest.getEntries().clear();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        manifest.write(written);
        return written.toByteArray();
    }

    private static byte[] withStackMaps(ZipFile jar, byte[] content) {
        ClassHierarchyResolver neighbours = ClassHierarchyResolver.ofResourceParsing(type -> {
            ZipEntry entry = jar.getEntry(type.packageName().replace('.', '/') + "/" + type.displayName() + ".class");
            try {
                return entry == null ? null : jar.getInputStream(entry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        ClassFile tool = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(neighbours.orElse(ClassHierarchyResolver.defaultResolver())));
        ClassTransform version = ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0));
        return tool.transformClass(tool.parse(content), ClassTransform.transformingMethodBodies(CodeBuilder::with).andThen(version));
    }

    private static void setTimes(Path directory, FileTime time) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
