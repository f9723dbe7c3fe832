package org.jackfield.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.jackfield.kernel.plugin.PluginEntry.Failed;
import org.jackfield.kernel.plugin.PluginEntry.Loaded;

/** What becomes of plugins that load. Each is a real jar, compiled and packed by the test. */
class PluginLoaderTest extends PluginFixture {
    @Test
    void loadsASingleJar() throws IOException {
        Path jar = echo().version("2.1").jar(plugins.resolve("echo.jar"));
        Loaded loaded = loaded();
        assertThat(loaded.descriptor())
                .isEqualTo(new PluginDescriptor("com.example.echo", Optional.of("2.1"), Optional.of("1.3.0"), Optional.of(jar),
                        Set.of("org.jackfield.spi.ProtocolProvider")));
        assertThat(loaded.descriptor()).hasToString("echo.jar (module com.example.echo@2.1, SPI 1.3.0) provides ProtocolProvider");
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.notices()).isEmpty();
        assertThat(loaded.jars()).containsExactly(jar);
        assertThat(loaded.providers()).singleElement().satisfies(provider -> {
            assertThat(provider.name()).isEqualTo("echo");
            assertThat(provider.kind()).isEqualTo(PluginKind.PROTOCOL);
            assertThat(provider.defaults()).hasToString("EchoConfig[timeout=PT30S]");
            assertThat(provider.provider().getClass().getModule().getLayer()).isNotEqualTo(ModuleLayer.boot());
            assertThat(provider.loader().getParent()).isInstanceOf(JdkClasses.class);
        });
    }

    @Test
    void givesTheDigestOfEachJar() throws IOException {
        Path jar = echo().jar(plugins.resolve("echo.jar"));
        assertThat(loaded().digests()).hasSize(1).hasEntrySatisfying(jar, digest -> assertThat(digest).matches("[0-9a-f]{64}"));
        String before = loaded().digests().get(jar);
        byte[] bytes = Files.readAllBytes(jar);
        bytes[10] ^= 1;
        Files.write(jar, bytes);
        assertThat(new Loaded(loaded().descriptor(), List.of(jar), List.of(), List.of(), List.of()).digests().get(jar))
                .isNotEqualTo(before);
    }

    @Test
    void leavesOtherFilesAlone() throws IOException {
        Files.writeString(plugins.resolve("README.txt"), "plugins go here");
        Files.createDirectories(plugins.resolve(".trash"));
        Files.writeString(plugins.resolve(".old.jar"), "");
        assertThat(load().entries()).isEmpty();
    }

    @Test
    void loadsInNameOrderAndOneBrokenPluginDoesNotTouchTheOthers() throws IOException {
        echo().jar(plugins.resolve("b/echo.jar"));
        Files.writeString(plugins.resolve("a.jar"), "not a jar");
        jars.module("module c { requires org.jackfield.spi; exports c; provides org.jackfield.spi.ProtocolProvider with c.EchoProvider; }")
                .file("c/EchoProvider.java", EchoSource.provider("third", "").replace("com.example.echo", "c"))
                .file("c/EchoConfig.java", EchoSource.CONFIG.replace("com.example.echo", "c")).with(spi("1.0"))
                .jar(plugins.resolve("c.jar"));
        PluginCatalog catalog = load();
        assertThat(catalog.entries()).extracting(PluginEntry::label).containsExactly("a.jar", "b", "c.jar");
        assertThat(catalog.names(PluginKind.PROTOCOL)).containsExactly("echo", "third");
        assertThat(catalog.failed()).extracting(Failed::label).containsExactly("a.jar");
    }

    @Test
    void tellsWhenThereIsNoPluginsDirectory() {
        plugins = directory.resolve("nowhere");
        assertRefused(PluginProblem.NoDirectory.class,
                "plugins directory " + plugins + ": it does not exist\n  see the option plugins.directory");
    }

    @Test
    void takesThePluginsOwnCopyOfALibraryOfTheKernel() throws IOException {
        jars.module(EchoSource.MODULE.replace("requires", "requires org.snakeyaml.engine; requires"))
                .with(Jars.running("org.snakeyaml.engine"), spi("1.3.0"))
                .file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE,
                        EchoSource.provider("echo", "public EchoProvider() { org.snakeyaml.engine.v2.api.LoadSettings.builder(); }"))
                .jar(plugins.resolve("echo/echo.jar"));
        jars.repack("org.snakeyaml.engine", "0.1", plugins.resolve("echo/yaml.jar"));
        assertThat(loaded().jars()).hasSize(2);
    }

    @Test
    void takesAnSpiOfAnOlderMinorAndOfAnotherPatch() throws IOException {
        EchoSource.plugin(jars).with(spi("1.2.9")).jar(plugins.resolve("a.jar"));
        EchoSource.plugin(jars).with(spi("1.3.77-SNAPSHOT")).jar(plugins.resolve("b.jar"));
        assertThat(load().entries()).allSatisfy(entry -> assertThat(entry).isInstanceOf(Loaded.class));
    }

    @Test
    void refusesTheSpiBeforeAnyClassOfThePluginIsLoaded() throws IOException {
        jars.module(EchoSource.MODULE).with(spi("2.0.0")).file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE,
                        EchoSource.provider("echo", "static { System.setProperty(\"org.jackfield.test.touched\", \"yes\"); }"))
                .jar(plugins.resolve("echo.jar"));
        assertThat(load().failed()).hasSize(1);
        assertThat(System.getProperty("org.jackfield.test.touched")).isNull();
    }

    @Test
    void tellsOfAPlainJarAmongItsLibrariesWithoutWarning() throws IOException {
        echo().jar(plugins.resolve("echo/echo.jar"));
        jars.plain().file("com/example/util/Util.java", "package com.example.util; public class Util {}")
                .jar(plugins.resolve("echo/util.jar"));
        assertThat(loaded().notices()).containsExactly("plain jars read everything, also what is private to the node: util.jar");
        assertThat(loaded().warnings()).isEmpty();
    }

    /** As a plain jar it would read both copies of the library, and the module system would refuse. */
    @Test
    void takesAPlainJarBesideTheOwnCopyOfALibraryOfTheKernel() throws IOException {
        Path yaml = jars.repack("org.snakeyaml.engine", "0.1", plugins.resolve("echo/yaml.jar"));
        Path util = jars.plain().with(yaml).file("com/example/util/Util.java", """
                package com.example.util;
                public class Util implements java.util.function.IntSupplier {
                    public interface Service extends java.util.function.IntSupplier {}
                    public static class One implements Service { public int getAsInt() { return 7; } }
                    public int getAsInt() {
                        org.snakeyaml.engine.v2.api.LoadSettings.builder().build();
                        return java.util.ServiceLoader.load(Service.class, Util.class.getClassLoader()).findFirst().orElseThrow().getAsInt();
                    }
                }
                """).file("META-INF/services/com.example.util.Util$Service", "com.example.util.Util$One\n")
                .jar(plugins.resolve("echo/util.jar"));
        jars.module(EchoSource.MODULE.replace("requires", "requires util; requires")).with(util, spi("1.3.0"))
                .file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE,
                        EchoSource.provider("echo", "").replace("ofSeconds(30)", "ofSeconds(new com.example.util.Util().getAsInt())"))
                .jar(plugins.resolve("echo/echo.jar"));
        assertThat(loaded().providers()).singleElement().extracting(LoadedProvider::defaults).hasToString("EchoConfig[timeout=PT7S]");
        assertThat(loaded().notices()).isEmpty();
    }

    @Test
    void takesAPlainJarWithAServiceFileAndWarns() throws IOException {
        jars.plain().file(EchoSource.CONFIG_FILE, EchoSource.CONFIG).file(EchoSource.FILE, EchoSource.provider("echo", ""))
                .file("META-INF/services/org.jackfield.spi.ProtocolProvider", "com.example.echo.EchoProvider\n")
                .jar(plugins.resolve("echo.jar"));
        assertThat(loaded().providers()).extracting(LoadedProvider::name).containsExactly("echo");
        assertThat(loaded().warnings())
                .containsExactly("does not say for which version of org.jackfield.spi it is made, so that could not be checked");
    }

    @Test
    void keepsTwoVersionsOfOneLibraryApart() throws IOException {
        for (String version : List.of("1", "2")) {
            Path lib = jars.module("module com.example.lib { exports lib; }").version(version)
                    .file("lib/Lib.java", "package lib; public class Lib { public static int version() { return " + version + "; } }")
                    .jar(plugins.resolve("echo" + version + "/lib.jar"));
            jars.module(EchoSource.MODULE.replace("requires", "requires com.example.lib; requires")).with(lib, spi("1.3.0"))
                    .file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                    .file(EchoSource.FILE,
                            EchoSource.provider("echo" + version, "").replace("ofSeconds(30)", "ofSeconds(lib.Lib.version())"))
                    .jar(plugins.resolve("echo" + version + "/echo.jar"));
        }
        assertThat(load().providers()).extracting(provider -> provider.name() + " " + provider.defaults())
                .containsExactly("echo1 EchoConfig[timeout=PT1S]", "echo2 EchoConfig[timeout=PT2S]");
    }

    @Test
    void reportsTwoPluginsOfOneNameWithBothJars() throws IOException {
        Path first = echo().jar(plugins.resolve("a.jar"));
        Path second = echo().jar(plugins.resolve("b.jar"));
        assertThat(load().conflicts()).singleElement().extracting(PluginProblem::message)
                .isEqualTo("two plugins provide protocol \"echo\"\n  " + first + " and\n  " + second + ": remove one of them");
    }

    @Test
    void hidesWhatIsPrivateToTheNodeEvenFromAPluginThatKnowsItsName() throws IOException {
        jars.module(EchoSource.MODULE).with(spi("1.3.0")).file(EchoSource.CONFIG_FILE, EchoSource.CONFIG)
                .file(EchoSource.FILE, EchoSource.provider("echo", """
                public EchoProvider() throws Exception {
                    Class.forName("java.sql.Connection");
                    Class.forName("org.snakeyaml.engine.v2.api.LoadSettings");
                }
                """)).jar(plugins.resolve("echo.jar"));
        assertRefused(PluginProblem.ProviderFailed.class, """
            plugin echo.jar: a provider cannot be made: com.example.echo.EchoProvider
              java.lang.ClassNotFoundException: org.snakeyaml.engine.v2.api.LoadSettings
              a provider has a public constructor without parameters that does nothing
            """);
    }

    @Test
    void grantsNativeAccessOnlyToWhoAsks() throws IOException {
        echo().manifest("Jackfield-Native-Access: true").jar(plugins.resolve("a.jar"));
        echo().jar(plugins.resolve("b.jar"));
        List<LoadedProvider<?>> providers = load().providers();
        boolean mayGrant = PluginLoader.class.getModule().isNativeAccessEnabled();
        assertThat(providers.getFirst().provider().getClass().getModule().isNativeAccessEnabled()).isEqualTo(mayGrant);
        assertThat(providers.getLast().provider().getClass().getModule().isNativeAccessEnabled()).isFalse();
        Loaded asking = (Loaded) load().entries().getFirst();
        assertThat(asking.warnings()).hasSize(mayGrant ? 0 : 1)
                .allSatisfy(warning -> assertThat(warning).contains("--enable-native-access=org.jackfield.kernel"));
    }

    @Test
    void checksNoVersionWhenTheNodeHasNone() throws IOException {
        EchoSource.plugin(jars).with(spi("9.9")).jar(plugins.resolve("echo.jar"));
        PluginLoader loader = new PluginLoader(new Platform(ModuleLayer.boot(), Optional.empty(), Platform.SHARED));
        assertThat(loader.load(plugins).failed()).isEmpty();
    }

    @Test
    void theKernelsOwnLayerIsThePlatform() {
        Platform platform = Platform.ofKernel();
        assertThat(platform.layer().findModule(Platform.SPI)).isPresent();
        assertThat(platform.isShared("io.netty.buffer")).isTrue();
        assertThat(platform.isShared("org.jackfield.spi.datapath")).isTrue();
        assertThat(platform.isShared("org.jackfield.spire")).isFalse();
        assertThat(platform.isShared("org.jackfield.kernel")).isFalse();
    }
}
