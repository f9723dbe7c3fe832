import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Links the Java runtime of the image from the JDK that runs this program: modules of the JDK alone, so that every jar stays replaceable.
 * A runtime of the same JDK and the same modules is kept, since linking takes long. Arguments: folder to make, then the folder of the image,
 * which is removed so that no file of an earlier build stays in it.
 */
final class MakeRuntime {
    /** What the node, its libraries and plugins of others may need. */
    private static final List<String> MODULES = List.of(
            // the node and its libraries; Bouncy Castle requires java.sql, logback java.xml
            "java.base", "java.logging", "java.naming", "java.sql", "java.xml", "jdk.unsupported",
            // plugins: HTTP, databases, zip files, crypto tokens, socket options
            "java.net.http", "jdk.httpserver", "java.sql.rowset", "java.transaction.xa", "jdk.zipfs", "jdk.crypto.cryptoki", "jdk.net", "java.security.jgss",
            // to look into a running node: JMX, jcmd, flight recorder, agents
            "java.management", "java.instrument", "jdk.management", "jdk.management.agent", "jdk.jcmd", "jdk.jfr", "jdk.attach");
    private static final List<String> OPTIONS = List.of("--strip-debug", "--no-header-files", "--no-man-pages", "--compress", "zip-6");

    private MakeRuntime() {}

    public static void main(String[] arguments) throws IOException {
        Path runtime = Path.of(arguments[0]);
        delete(Path.of(arguments[1]));
        Path stamp = runtime.resolveSibling("runtime.stamp");
        String made = System.getProperty("java.home") + " " + Runtime.version() + " " + MODULES + OPTIONS;
        if (Files.isDirectory(runtime) && Files.exists(stamp) && Files.readString(stamp).equals(made)) {
            return;
        }
        delete(runtime);
        Files.deleteIfExists(stamp);
        Files.createDirectories(runtime.getParent());
        link(runtime);
        Files.writeString(stamp, made);
    }

    private static void link(Path runtime) {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow(() -> new IllegalStateException("this JDK has no jlink: " + System.getProperty("java.home")));
        Stream<String> what = Stream.of("--add-modules", String.join(",", MODULES), "--output", runtime.toString());
        int code = jlink.run(System.out, System.err, Stream.concat(what, OPTIONS.stream()).toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("jlink ended with " + code);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
