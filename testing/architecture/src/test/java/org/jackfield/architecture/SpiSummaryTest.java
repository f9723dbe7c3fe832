package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What the classes of the SPI really need, as jdeps sees it; module-info alone could promise less than it takes. */
class SpiSummaryTest {
    private static final Pattern REQUIRED = Pattern.compile(
            "(jspecify|jackfield-spi|netty-common|netty-buffer|netty-resolver|netty-transport"
                    + "|netty-transport-classes-epoll|netty-transport-native-unix-common|netty-codec-base|netty-handler|slf4j-api)-[0-9].*\\.jar");

    @Test
    void theSpiNeedsJavaBaseAlone() throws IOException {
        Golden.check("jdeps/org.jackfield.spi.txt", summary(artifact("org.jackfield.spi")));
    }

    /** Else an option of jdeps could hide what the SPI needs. */
    @Test
    void aModuleThatNeedsMoreSaysSo() throws IOException {
        assertThat(summary(artifact("org.jackfield.spi.datapath"))).contains("org.jackfield.spi.datapath -> io.netty.transport");
    }

    private static Artifact artifact(String module) {
        return Reactor.here().shipped().stream().filter(artifact -> artifact.module().equals(module)).findFirst().orElseThrow();
    }

    private static List<String> summary(Artifact artifact) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out, true), new PrintWriter(err, true), "-summary",
                "--multi-release", "base", "--module-path", required(), artifact.jar().toString());
        assertThat(code).as("%s%s", out, err).isZero();
        return out.toString().lines().sorted().toList();
    }

    /** What both API modules require, from the class path of this test. */
    private static String required() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> REQUIRED.matcher(Path.of(entry).getFileName().toString()).matches()).collect(Collectors.joining(
                        File.pathSeparator));
    }
}
