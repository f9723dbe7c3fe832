package org.jackfield.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.ConfigFile;
import org.jackfield.kernel.config.ConfigPrinter;
import org.jackfield.kernel.config.ConfigProblem;
import org.jackfield.kernel.config.ConfigSchema;
import org.jackfield.kernel.config.NodeConfig;
import org.jackfield.kernel.config.PluginUse;
import org.jackfield.kernel.config.Problems;
import org.jackfield.kernel.plugin.PluginEntry.Failed;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.DiscoveryProvider;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolProvider;
import org.jackfield.spi.Provider;

class StackBinderTest {
    public record EchoConfig(Duration timeout, int copies) {
        public EchoConfig {
            if (timeout.isNegative()) {
                throw new IllegalArgumentException("timeout is negative: " + timeout);
            }
        }
    }

    private record Echo(String name) implements ProtocolProvider<EchoConfig> {
        @Override
        public EchoConfig defaults() {
            return new EchoConfig(Duration.ofSeconds(30), 1);
        }

        @Override
        public Protocol create(EchoConfig config, PluginContext context) {
            return Protocol.serving(new ProtocolId("/" + name + "/" + config.copies()), stream -> {});
        }
    }

    private record Finder(String name) implements DiscoveryProvider<EchoConfig> {
        @Override
        public EchoConfig defaults() {
            return new EchoConfig(Duration.ofSeconds(30), 1);
        }

        @Override
        public Discovery create(EchoConfig config, PluginContext context) {
            throw new IllegalStateException("not made in these tests");
        }
    }

    private static final String EMPTY_STACK = "stack: {transports: [], security: [], muxers: [], protocols: %s, discovery: %s}";

    private final Problems problems = new Problems();
    private final PluginCatalog catalog = PluginCatalog.of(List.of(new Echo("echo"), new Echo("ping"), new Finder("mdns")));

    private BoundStack bind(String yaml, PluginCatalog plugins) {
        return StackBinder.bind(ConfigFile.parse("node.yaml", yaml, problems), plugins, problems);
    }

    private List<String> problemsOf(String protocols) {
        bind(EMPTY_STACK.formatted(protocols, "[]"), catalog);
        return problems.all().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void fillsTheOptionsOfEachPlugin() {
        BoundStack stack = bind(EMPTY_STACK.formatted("[ping, {use: echo, config: {copies: 2}, required: false}]", "[mdns]"), catalog);
        assertThat(problems.all()).isEmpty();
        assertThat(stack.of(PluginKind.PROTOCOL))
                .extracting(BoundPlugin::name, BoundPlugin::path, BoundPlugin::required, BoundPlugin::config)
                .containsExactly(tuple("ping", "stack.protocols[0]", true, new EchoConfig(Duration.ofSeconds(30), 1)),
                        tuple("echo", "stack.protocols[1]", false, new EchoConfig(Duration.ofSeconds(30), 2)));
        assertThat(stack.of(PluginKind.DISCOVERY)).hasSize(1);
        assertThat(stack.of(PluginKind.MUXER)).isEmpty();
        assertThat(stack.configs()).containsOnlyKeys("stack.protocols[0]", "stack.protocols[1]", "stack.discovery[0]");
    }

    @Test
    void makesComponentsWithTheirOptions() {
        BoundStack stack = bind(EMPTY_STACK.formatted("[{use: echo, config: {copies: 7}}]", "[]"), catalog);
        BoundPlugin<Protocol> echo = stack.of(PluginKind.PROTOCOL).getFirst();
        assertThat(echo.create(new NoContext()).handlers()).containsOnlyKeys(new ProtocolId("/echo/7"));
        assertThat(echo.loader()).isEqualTo(StackBinderTest.class.getClassLoader());
    }

    @Test
    void namesWhatIsThereWhenAPluginIsMissing() {
        assertThat(problemsOf("[ping, echo, ecko]"))
                .containsExactly(
                        "node.yaml:1:75: stack.protocols[2]: no plugin provides protocol \"ecko\"; found: echo, ping; nearest: echo");
    }

    @Test
    void tellsWhenAPluginIsOfAnotherKind() {
        assertThat(problemsOf("[mdns]")).containsExactly(
                "node.yaml:1:63: stack.protocols[0]: no plugin provides protocol \"mdns\"; found: echo, ping; \"mdns\" is a discovery method: it goes below stack.discovery");
    }

    @Test
    void pointsAtThePluginThatDidNotLoad() {
        PluginCatalog broken = catalog.and(new PluginCatalog(
                List.of(new Failed(Path.of("plugins", "proto-perf.jar"),
                        new PluginProblem.ProvidesNothing(Path.of("plugins", "proto-perf.jar"), List.of("x"))))));
        bind(EMPTY_STACK.formatted("[perf]", "[]"), broken);
        assertThat(problems.errors()).extracting(ConfigProblem::toString).containsExactly(
                "node.yaml:1:63: stack.protocols[0]: no plugin provides protocol \"perf\"; found: echo, ping; proto-perf.jar did not load");
        assertThat(problems.warnings()).extracting(ConfigProblem::toString)
                .containsExactly("warning: " + Path.of("plugins", "proto-perf.jar") + ": plugin proto-perf.jar: provides nothing\n"
                        + "  no module-info in it (x) provides a kind of plugin\n  add for instance: provides org.jackfield.spi.ProtocolProvider with <your class>;");
    }

    @Test
    void onlyWarnsWhenAnOptionalPluginIsMissing() {
        BoundStack stack = bind(EMPTY_STACK.formatted("[{use: other, required: false}]", "[]"), catalog);
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).singleElement().asString()
                .startsWith("warning: node.yaml:1:63: stack.protocols[0]: no plugin provides");
        assertThat(stack.missing()).extracting(PluginUse::name).containsExactly("other");
    }

    @Test
    void aBrokenPluginStopsTheStartOnlyIfItIsRequired() {
        Path location = Path.of("plugins", "extra.jar");
        PluginCatalog broken = new PluginCatalog(List.of(new Failed(location, new PluginProblem.NoDirectory(location, "gone"))));
        bind(EMPTY_STACK.formatted("[]", "[]"), broken);
        assertThat(problems.errors()).isEmpty();
        bind("plugins: {required: [extra.jar, extr.jar]}\n" + EMPTY_STACK.formatted("[]", "[]"), broken);
        assertThat(problems.errors()).extracting(ConfigProblem::toString).containsExactly(
                location + ": plugins directory " + location + ": gone\n  see the option plugins.directory",
                "plugins: plugins.required: no plugin \"extr.jar\" in the plugins directory; did you mean \"extra.jar\"?");
    }

    @Test
    void refusesOnePluginTwice() {
        assertThat(problemsOf("[echo, ping, {use: echo, config: {copies: 2}}]"))
                .containsExactly("node.yaml:1:75: stack.protocols[2]: echo is already used at stack.protocols[0]; remove one of them");
    }

    @Test
    void stopsWhenTwoPluginsHaveOneName() {
        bind(EMPTY_STACK.formatted("[]", "[]"), catalog.and(PluginCatalog.of(List.of(new Echo("echo")))));
        assertThat(problems.errors()).singleElement().asString().contains("two plugins provide protocol \"echo\"\n");
    }

    @Test
    void reportsWrongOptionsOfAllPlugins() {
        assertThat(problemsOf("[{use: echo, config: {timeout: -PT1S, copys: 2}}, {use: ping, config: {copies: x}}]")).containsExactly(
                "node.yaml:1:100: stack.protocols[0].config.copys: unknown key; did you mean \"copies\"?",
                "node.yaml:1:93: stack.protocols[0].config.timeout: timeout is negative: PT-1S",
                "node.yaml:1:141: stack.protocols[1].config.copies: expected a whole number, got \"x\"");
    }

    @Test
    void tellsWhichBuiltInDefaultHasNoPlugin() {
        StackBinder.bind(NodeConfig.defaults(), catalog, problems);
        assertThat(problems.errors()).extracting(ConfigProblem::toString).contains(
                "(built-in defaults): stack.transports[0]: no plugin provides transport \"tcp\"; found: none",
                "(built-in defaults): stack.protocols[1]: no plugin provides protocol \"identify\"; found: echo, ping");
    }

    @Test
    void printsAndDescribesTheWholeConfig() {
        String yaml = EMPTY_STACK.formatted("[ping, {use: echo, config: {copies: 2}, required: false}]", "[mdns]");
        NodeConfig config = ConfigFile.parse("node.yaml", yaml, problems);
        BoundStack stack = StackBinder.bind(config, catalog, problems);
        String printed = ConfigPrinter.print(config, stack.configs());
        BoundStack again = bind(printed, catalog);
        assertThat(problems.all()).isEmpty();
        assertThat(again.configs()).isEqualTo(stack.configs());
        assertThat(again.plugins()).extracting(BoundPlugin::required).containsExactly(true, false, true);
        assertThat(ConfigSchema.json(catalog.defaults())).contains("\"const\": \"echo\"", "\"const\": \"mdns\"", "\"default\": 1");
    }

    @Test
    void anEmbeddedProviderMustKeepItsContractToo() {
        assertThatIllegalArgumentException().isThrownBy(() -> PluginCatalog.of(List.of(new Echo("No Name"))))
                .withMessageContaining("No Name");
        Provider<Protocol, EchoConfig> kindless = new Provider<>() {
            @Override
            public String name() {
                return "x";
            }

            @Override
            public EchoConfig defaults() {
                return new EchoConfig(Duration.ZERO, 0);
            }

            @Override
            public Protocol create(EchoConfig config, PluginContext context) {
                return Map::of;
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> PluginCatalog.of(List.of(kindless))).withMessageContaining("no known kind");
    }

    @Test
    void findsByKindAndName() {
        assertThat(catalog.find(PluginKind.PROTOCOL, "echo")).map(LoadedProvider::name).isEqualTo(Optional.of("echo"));
        assertThat(catalog.find(PluginKind.DISCOVERY, "echo")).isEmpty();
        assertThat(catalog.names(PluginKind.PROTOCOL)).containsExactly("echo", "ping");
        assertThat(catalog.entries()).hasSize(3);
    }
}
