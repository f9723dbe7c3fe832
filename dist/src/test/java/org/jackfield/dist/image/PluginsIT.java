package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.stream.Stream;

import com.example.echo.EchoProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.dist.launch.BuiltIn;
import org.jackfield.dist.launch.NodeFactory;
import org.jackfield.dist.launch.Setup;
import org.jackfield.kernel.config.NodeConfig;
import org.jackfield.kernel.config.Problems;
import org.jackfield.kernel.host.Node;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.peer.KeyType;

/** Jars that people put into the plugins folder. */
class PluginsIT {
    private static final String[] RUN = {"run", "--config", "node.yaml", "--data", "one", "--listen", "/ip4/127.0.0.1/tcp/0"};
    private static final Path EXAMPLES = Path.of("../examples/echo/target");

    @TempDir Path working;
    private Image image;
    private PluginJars jars;
    private Path spi;

    @BeforeEach
    void prepare() throws IOException {
        image = Image.built().variant(working.resolve("image"));
        jars = new PluginJars(Files.createDirectory(working.resolve("scratch")), image.jar("jspecify"));
        spi = image.jar("jackfield-spi");
        config("[ping, identify]");
    }

    /** So that what cleans up meets nothing that leads out of its folder. */
    @AfterEach
    void unlink() throws IOException {
        try (Stream<Path> files = Files.walk(image.home())) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void theExampleAnswersAStream() throws Exception {
        try (Stream<Path> built = Files.list(EXAMPLES)) {
            Path jar = built.filter(file -> file.getFileName().toString().matches("jackfield-example-echo-\\d[^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst().orElseThrow();
            Files.copy(jar, image.plugins().resolve("echo.jar"));
        }
        config("[ping, {use: echo, config: {timeout: 20s}}]");
        try (NodeProcess node = image.start(working, RUN); Node client = client()) {
            client.start();
            Deadline deadline = Deadline.after(Duration.ofSeconds(60));
            try (var stream = client.connect(node.address(), deadline).open(EchoProvider.ID, deadline)) {
                stream.out().write("hello".getBytes(StandardCharsets.UTF_8));
                stream.closeWrite();
                assertThat(stream.in().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
            }
            assertThat(image.run(working, "status", "--data", "one").succeeded().out()).contains("plugin echo RUNNING");
        }
    }

    @Test
    void aBrokenJarThatNobodyNeedsIsReportedAndLeftOut() throws Exception {
        Files.writeString(image.plugins().resolve("broken.jar"), "no jar");
        try (NodeProcess node = image.start(working, RUN)) {
            assertThat(node.log()).contains("plugin broken.jar: cannot read broken.jar");
            assertThat(node.log().lines().filter(line -> !line.startsWith("limits: "))).hasSize(3);
            assertThat(image.run(working, "status", "--data", "one").succeeded().out()).contains("plugin broken.jar FAILED(");
        }
        assertThat(image.run(working, "plugins", "verify").failed().out()).contains("ok transport-tcp")
                .contains("plugin broken.jar: cannot read");
        assertThat(image.run(working, "plugins", "list").succeeded().out()).containsPattern("broken.jar +- +- +FAILED");
    }

    @Test
    void aBrokenJarThatTheStackNamesStopsTheStart() throws Exception {
        Files.writeString(image.plugins().resolve("gossip.jar"), "no jar");
        config("[ping, gossip]");
        Run run = image.run(working, RUN).failed();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("node.yaml:2:21: stack.protocols[1]: no plugin provides protocol \"gossip\"")
                .contains("gossip.jar did not load");
    }

    @Test
    void twoPluginsOfOneNameStopTheStart() throws Exception {
        Files.copy(jars.protocol(spi, "second", "ping", "return null;"), image.plugins().resolve("second.jar"));
        Run run = image.run(working, RUN).failed();
        assertThat(run.err()).contains("two plugins provide protocol \"ping\"").contains("proto-ping").contains("second.jar")
                .contains("remove one of them");
        assertThat(run.err()).hasLineCount(3);
    }

    @Test
    void aPluginWithItsOwnSpiIsRefused() throws Exception {
        Path folder = Files.createDirectory(image.plugins().resolve("selfish"));
        Files.copy(jars.protocol(spi, "selfish", "selfish", "return null;"), folder.resolve("selfish.jar"));
        Files.copy(spi, folder.resolve("spi.jar"));
        assertRefused("selfish", "brings its own copy of org.jackfield.spi");
    }

    @Test
    void aPluginForAnotherSpiIsRefused() throws Exception {
        Files.copy(jars.protocol(jars.spi(spi, "9.1.0"), "newer", "newer", "return null;"), image.plugins().resolve("newer.jar"));
        assertRefused("newer", "made for version 9.1.0 of org.jackfield.spi, this node has 0.");
    }

    @Test
    void aJarThatProvidesNothingIsRefused() throws Exception {
        Files.copy(spi.resolveSibling(image.jar("picocli").getFileName()), image.plugins().resolve("nothing.jar"));
        assertRefused("nothing", "provides nothing");
    }

    @Test
    void aPluginThatThrowsStopsTheStartUnlessItIsOptional() throws Exception {
        Files.copy(jars.protocol(spi, "moody", "moody", "throw new IllegalStateException(\"not today\");"),
                image.plugins().resolve("moody.jar"));
        config("[ping, moody]");
        Run run = image.run(working, RUN).failed();
        assertThat(run.err()).isEqualTo("jackfield: plugin moody does not load: not today\n");
        config("[ping, {use: moody, required: false}]");
        try (NodeProcess node = image.start(working, RUN)) {
            assertThat(node.peer()).isNotEmpty();
            assertThat(image.run(working, "status", "--data", "one").succeeded().out()).contains("plugin moody FAILED(not today)");
        }
    }

    private void assertRefused(String name, String reason) throws Exception {
        config("[ping, " + name + "]");
        Run run = image.run(working, RUN).failed();
        assertThat(run.err()).contains("node.yaml:2:21: ").contains(reason);
        assertThat(run.err().lines().filter(line -> !line.startsWith(working + "/node.yaml")).count()).as(run.err()).isBetween(1L, 3L);
    }

    private void config(String protocols) throws IOException {
        Files.writeString(working.resolve("node.yaml"), "stack:\n  protocols: " + protocols + "\n");
    }

    private static Node client() {
        Setup setup = Setup.of(NodeConfig.defaults(), BuiltIn.catalog(), new Problems());
        return NodeFactory.client(setup, SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom()));
    }
}
