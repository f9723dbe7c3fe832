package org.jackfield.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

/** Every refusal with its message. Each plugin is a real jar, compiled and packed by the test. */
class PluginRefusalTest extends PluginFixture {
    @Test
    void refusesATruncatedJar() throws IOException {
        Path jar = echo().jar(plugins.resolve("echo.jar"));
        Files.write(jar, Arrays.copyOf(Files.readAllBytes(jar), 700));
        assertRefused(PluginProblem.UnreadableJar.class, """
            plugin echo.jar: cannot read echo.jar
              zip END header not found
              copy or build it again
            """);
    }

    @Test
    void refusesAJarWithADamagedDescriptor() throws IOException {
        Jars.packUnseen(plugins.resolve("echo/part.jar"), "module-info.class", "CAFEBABE");
        assertRefused(PluginProblem.UnreadableJar.class, """
            plugin echo: cannot read part.jar
              Bad magic number
              copy or build it again
            """);
    }

    @Test
    void refusesAPlainJarWhoseNameIsNoModuleName() throws IOException {
        jars.plain().file("x/y.txt", "").jar(plugins.resolve("2fa-1.0.jar"));
        assertRefused(PluginProblem.NoModuleName.class, """
            plugin 2fa-1.0.jar: no module name can be made of the file name 2fa-1.0.jar
              2fa: Invalid module name: '2fa' is not a Java identifier
              rename the file, or give it a module-info or an Automatic-Module-Name
            """);
    }

    @Test
    void refusesAJarThatProvidesNothing() throws IOException {
        jars.module(EchoSource.MODULE.replaceAll("provides.*", "")).file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE, EchoSource.provider("echo", "")).jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.ProvidesNothing.class, """
            plugin echo.jar: provides nothing
              no module-info in it (com.example.echo) provides a kind of plugin
              add for instance: provides org.jackfield.spi.ProtocolProvider with <your class>;
            """);
    }

    @Test
    void refusesAFolderWithoutJars() throws IOException {
        Files.createDirectories(plugins.resolve("empty"));
        assertRefused(PluginProblem.ProvidesNothing.class, """
            plugin empty: provides nothing
              the folder holds no jar
              put the plugin's jars there or remove the folder
            """);
    }

    @Test
    void refusesTwoJarsOfOneModule() throws IOException {
        echo().jar(plugins.resolve("echo/echo-1.jar"));
        echo().version("2").jar(plugins.resolve("echo/echo-2.jar"));
        assertRefused(PluginProblem.SameModule.class, """
            plugin echo: two jars are module com.example.echo
              echo-1.jar and echo-2.jar
              remove one of them
            """);
    }

    @Test
    void refusesAPackageInTwoJars() throws IOException {
        echo().jar(plugins.resolve("echo/echo.jar"));
        jars.module("module com.example.more {}").file("com/example/echo/More.java", "package com.example.echo; class More {}")
                .jar(plugins.resolve("echo/more.jar"));
        assertRefused(PluginProblem.SplitPackage.class, """
            plugin echo: two jars hold package com.example.echo
              echo.jar and more.jar
              remove one of them, or take versions that do not share packages
            """);
    }

    @Test
    void refusesAJarThatBringsItsOwnSpi() throws IOException {
        echo().jar(plugins.resolve("echo/echo.jar"));
        jars.repack(Platform.SPI, "1.3.0", plugins.resolve("echo/jackfield-spi-1.3.0.jar"));
        assertRefused(PluginProblem.OwnCopy.class, """
            plugin echo: brings its own copy of org.jackfield.spi
              jackfield-spi-1.3.0.jar: the node lends this module, two copies do not fit together
              remove the jar (in a Maven build: scope provided)
            """);
    }

    @Test
    void refusesACopyOfTheLoggingApiAndOfNetty() throws IOException {
        echo().jar(plugins.resolve("a/echo.jar"));
        jars.repack("org.slf4j", "2", plugins.resolve("a/slf4j.jar"));
        echo().jar(plugins.resolve("b/echo.jar"));
        jars.repack("io.netty.common", "4", plugins.resolve("b/netty-common.jar"));
        assertThat(load().failed()).extracting(failed -> failed.cause().message().lines().findFirst().orElseThrow()).containsExactly(
                "plugin a: brings its own copy of org.slf4j", "plugin b: brings its own copy of io.netty.common");
    }

    @Test
    void refusesAPluginThatContainsPackagesOfTheSpi() throws IOException {
        jars.module(EchoSource.MODULE).file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE, EchoSource.provider("echo", ""))
                .with(spi("1.3.0")).file("org/jackfield/spi/Shaded.txt", "").file("org/jackfield/spi/Deadline.class", "")
                .jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.Unresolvable.class, """
            plugin echo.jar: its modules do not fit together
              Module com.example.echo contains package org.jackfield.spi, module org.jackfield.spi exports package org.jackfield.spi to com.example.echo
            """);
    }

    @Test
    void refusesAPluginWithAMissingModule() throws IOException {
        Path lib = jars.module("module com.example.lib { exports lib; }").file("lib/Lib.java", "package lib; public class Lib {}")
                .jar(directory.resolve("lib.jar"));
        jars.module(EchoSource.MODULE.replace("requires", "requires com.example.lib; requires")).with(lib, spi("1.3.0"))
                .file(EchoSource.CONFIG_FILE, EchoSource.CONFIG).file(EchoSource.FILE, EchoSource.provider("echo", ""))
                .jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.MissingModule.class, """
            plugin echo.jar: module com.example.lib is missing
              module com.example.echo requires it
              put its jar into the plugin's folder
            """);
    }

    @Test
    void refusesAPluginThatWouldBindToALibraryOfTheKernel() throws IOException {
        jars.module(EchoSource.MODULE.replace("requires", "requires org.snakeyaml.engine; requires"))
                .with(Jars.running("org.snakeyaml.engine"), spi("1.3.0"))
                .file(EchoSource.CONFIG_FILE, EchoSource.CONFIG).file(EchoSource.FILE, EchoSource.provider("echo", ""))
                .jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.PrivateModule.class, """
            plugin echo.jar: module com.example.echo reads org.snakeyaml.engine, which is private to the node
              the node may change or drop it at any time
              put the jar of org.snakeyaml.engine into the plugin's folder
            """);
    }

    @Test
    void refusesAnSpiOfAnotherMajor() throws IOException {
        EchoSource.plugin(jars).with(spi("2.0.0")).jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.OtherSpi.class, """
            plugin echo.jar: made for version 2.0.0 of org.jackfield.spi, this node has 1.3.2-SNAPSHOT
              module com.example.echo says so; fitting are the same major and no newer minor
              take a build of the plugin for 1.3.2-SNAPSHOT, or a node with 2.0.0
            """);
    }

    @Test
    void refusesAnSpiOfANewerMinor() throws IOException {
        EchoSource.plugin(jars).with(spi("1.4")).jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.OtherSpi.class, """
            plugin echo.jar: made for version 1.4 of org.jackfield.spi, this node has 1.3.2-SNAPSHOT
              module com.example.echo says so; fitting are the same major and no newer minor
              take a build of the plugin for 1.3.2-SNAPSHOT, or a node with 1.4
            """);
    }

    @Test
    void refusesAProviderWhoseConstructorThrows() throws IOException {
        jars.module(EchoSource.MODULE).with(spi("1.3.0")).file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE,
                        EchoSource.provider("echo", "public EchoProvider() { throw new IllegalStateException(\"no disk\\nleft\"); }"))
                .jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.ProviderFailed.class, """
            plugin echo.jar: a provider cannot be made: com.example.echo.EchoProvider
              java.lang.IllegalStateException: no disk left
              a provider has a public constructor without parameters that does nothing
            """);
    }

    @Test
    void refusesAProviderWhoseClassDoesNotInitialize() throws IOException {
        jars.module(EchoSource.MODULE).with(spi("1.3.0")).file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE, EchoSource.provider("echo", "static final int X = Integer.parseInt(\"x\");"))
                .jar(plugins.resolve("echo.jar"));
        assertThat(load().failed()).singleElement()
                .satisfies(failed -> assertThat(failed.cause()).isInstanceOf(PluginProblem.ProviderFailed.class));
    }

    @Test
    void refusesAProviderThatBreaksItsContract() throws IOException {
        jars.module(EchoSource.MODULE).with(spi("1.3.0")).file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE, EchoSource.provider("My Echo", "")).jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.UnfitProvider.class, """
            plugin echo.jar: provider com.example.echo.EchoProvider cannot be used
              its name is "My Echo"; lower case letters, digits and dashes are allowed
            """);
    }

    @Test
    void refusesAConfigRecordTheKernelCannotReach() throws IOException {
        jars.module(EchoSource.MODULE.replace("exports com.example.echo;", "")).with(spi("1.3.0"))
                .file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE, EchoSource.provider("echo", "")).jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.UnfitProvider.class, """
            plugin echo.jar: provider com.example.echo.EchoProvider cannot be used
              the record com.example.echo.EchoConfig is in a package its module does not export
            """);
    }

    @Test
    void survivesAProviderThatThrowsWhenAsked() throws IOException {
        jars.module(EchoSource.MODULE).with(spi("1.3.0")).file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE, EchoSource.provider("echo", "").replace("Duration.ofSeconds(30)", "Duration.ofSeconds(-1)"))
                .jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.UnfitProvider.class, """
            plugin echo.jar: provider com.example.echo.EchoProvider cannot be used
              timeout is negative: PT-1S
            """);
    }
}
