package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** Makes jars of plugins, good and bad, with the tools of the JDK. */
final class PluginJars {
    private static final String MODULE = """
            module com.example.%1$s {
                requires org.jackfield.spi;
                exports com.example.%1$s;
                provides org.jackfield.spi.ProtocolProvider with com.example.%1$s.Maker;
            }
            """;
    private static final String PROVIDER = """
            package com.example.%1$s;
            public final class Maker implements org.jackfield.spi.ProtocolProvider<Maker.Options> {
                public record Options() {}
                public String name() { return "%2$s"; }
                public Options defaults() { return new Options(); }
                public org.jackfield.spi.Protocol create(Options options, org.jackfield.spi.PluginContext context) { %3$s }
            }
            """;

    private final Path scratch;
    private final Path jspecify;

    /**
     * @param jspecify what the SPI needs to be compiled against
     */
    PluginJars(Path scratch, Path jspecify) {
        this.scratch = scratch;
        this.jspecify = jspecify;
    }

    /**
     * Compiles a protocol plugin.
     *
     * @param spi  the SPI it is made for
     * @param word of its module
     * @param name of its protocol
     * @param body of {@code create}
     */
    Path protocol(Path spi, String word, String name, String body) throws IOException {
        Path source = Files.createTempDirectory(scratch, "src");
        Path classes = Files.createTempDirectory(scratch, "classes");
        Files.writeString(source.resolve("module-info.java"), MODULE.formatted(word));
        Path provider = source.resolve("com/example/" + word + "/Maker.java");
        Files.createDirectories(provider.getParent());
        Files.writeString(provider, PROVIDER.formatted(word, name, body));
        tool("javac", "-d", classes.toString(), "-p", spi + File.pathSeparator + jspecify, source.resolve("module-info.java").toString(),
                provider.toString());
        Path jar = scratch.resolve(word + ".jar");
        tool("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    /** Gives the SPI as if it were of another version. */
    Path spi(Path spi, String version) throws IOException {
        Path content = Files.createTempDirectory(scratch, "spi");
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        assertThat(jar.run(System.out, System.err, "--extract", "--file", spi.toString(), "--dir", content.toString())).isZero();
        Path other = scratch.resolve("spi-" + version + ".jar");
        tool("jar", "--create", "--file", other.toString(), "--module-version", version, "-C", content.toString(), ".");
        return other;
    }

    private static void tool(String name, String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter to = new PrintWriter(text);
        int code = ToolProvider.findFirst(name).orElseThrow().run(to, to, arguments);
        to.flush();
        assertThat(code).as("%s %s", name, text).isZero();
    }
}
