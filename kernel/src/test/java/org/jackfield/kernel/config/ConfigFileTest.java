package org.jackfield.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.spi.peer.Multiaddr;

class ConfigFileTest {
    @TempDir private Path directory;
    private final Problems problems = new Problems();

    private NodeConfig parse(String yaml) {
        return ConfigFile.parse("node.yaml", yaml, problems);
    }

    private List<String> problemsOf(String yaml) {
        parse(yaml);
        return problems.all().stream().map(ConfigProblem::toString).toList();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("node.yaml"), content);
    }

    @Test
    void startsWithAWholeStackWithoutAFile() {
        NodeConfig config = NodeConfig.defaults();
        assertThat(config.host().listen()).extracting(Multiaddr::toString).containsExactly("/ip4/0.0.0.0/tcp/4001", "/ip6/::/tcp/4001");
        assertThat(config.stack().transports()).extracting(PluginUse::name).containsExactly("tcp");
        assertThat(config.stack().security()).extracting(PluginUse::name).containsExactly("noise");
        assertThat(config.stack().muxers()).extracting(PluginUse::name).containsExactly("yamux");
        assertThat(config.stack().protocols()).extracting(PluginUse::name).containsExactly("ping", "identify");
        assertThat(parse("")).isEqualTo(config);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void readsAStack() {
        NodeConfig config = parse("""
            host:    {key-file: other.key, listen: [/ip4/0.0.0.0/tcp/0], upgrade-timeout: 3s}
            plugins: {directory: /opt/plugins, required: [echo.jar]}
            stack:                                   # lists: order is preference; a plain name means defaults
              transports: [tcp, {use: ws, config: {max-frame: 1MiB}}]
              security:   [noise]
              muxers:     [yamux, mplex]
              protocols:  [mk12, {use: echo, config: {timeout: 5s}, required: false}]
              discovery:  [{use: mdns, config: {interval: 10s}}]
            """);
        assertThat(problems.all()).isEmpty();
        assertThat(config.host().keyFile()).isEqualTo(Path.of("other.key"));
        assertThat(config.host().upgradeTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.plugins()).isEqualTo(new PluginsConfig(Path.of("/opt/plugins"), List.of("echo.jar")));
        assertThat(config.stack().transports()).extracting(PluginUse::name).containsExactly("tcp", "ws");
        PluginUse echo = config.stack().protocols().getLast();
        assertThat(echo.required()).isFalse();
        assertThat(echo.path()).isEqualTo("stack.protocols[1]");
        assertThat(echo.position()).hasToString("node.yaml:7:22");
        assertThat(echo.config().orElseThrow().entries()).singleElement()
                .satisfies(entry -> assertThat(entry.key().text()).isEqualTo("timeout"));
        assertThat(config.stack().records()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "hosts: {}| node.yaml:1:1: hosts: unknown key; did you mean \"host\"?",
        "host: {listen: [/ip4/1.2.3/tcp/4001]}| node.yaml:1:17: host.listen[0]: expected a multiaddr such as /ip4/127.0.0.1/tcp/4001, got \"/ip4/1.2.3/tcp/4001\"",
        "host: {upgrade-timeout: 0s}| node.yaml:1:25: host.upgrade-timeout: upgrade-timeout is not positive",
        "dial: {max-per-peer: 0}| node.yaml:1:22: dial.max-per-peer: max-per-peer is below 1",
        "dial: {dns: {servers: [/ip4/9.9.9.9/tcp/53]}}| node.yaml:1:23: dial.dns.servers: servers are IP addresses with a UDP port, such as /ip4/9.9.9.9/udp/53",
        "dial: {backoff: {base: 1h}}| node.yaml:1:24: dial.backoff.base: base is negative or above max",
        "limits: {ip4: {burst: 0}}| node.yaml:1:23: limits.ip4.burst: connections and burst are positive: 64, 0",
        "stack: {muxer: [yamux]}| node.yaml:1:9: stack.muxer: unknown key; did you mean \"muxers\"?",
        "stack: {muxers: yamux}| node.yaml:1:17: stack.muxers: expected a list, got \"yamux\"; write it as a list: [a, b]",
        "stack: {muxers: [Yamux]}| node.yaml:1:18: stack.muxers[0]: expected the name of a plugin (lower case letters, digits, dashes), got \"Yamux\"",
        "stack: {muxers: [[yamux]]}| node.yaml:1:18: stack.muxers[0]: expected the name of a plugin, got a list",
        "stack: {muxers: [{config: {}}]}| node.yaml:1:18: stack.muxers[0]: the key \"use\" is missing: which plugin?",
        "stack: {muxers: [{use: [x]}]}| node.yaml:1:24: stack.muxers[0].use: expected the name of a plugin (lower case letters, digits, dashes), got a list",
        "stack: {muxers: [{use: x, require: no}]}| node.yaml:1:27: stack.muxers[0].require: unknown key; did you mean \"required\"?",
        "stack: {muxers: [{use: x, window: 1MiB}]}| node.yaml:1:27: stack.muxers[0].window: unknown key; an option of the plugin goes below \"config\"",
        "stack: {muxers: [{use: x, required: maybe}]}| node.yaml:1:37: stack.muxers[0].required: expected true or false, got \"maybe\"",
        "stack: {muxers: [{use: x, config: [1]}]}| node.yaml:1:35: stack.muxers[0].config: expected a mapping, got a list",
    })
    void saysWhatIsWrongAndWhere(String yaml, String problem) {
        assertThat(problemsOf(yaml)).singleElement().asString().startsWith(problem);
    }

    @Test
    void tellsWhenThereIsNoFile() {
        Path absent = directory.resolve("absent.yaml");
        assertThat(ConfigFile.read(absent, problems)).isEqualTo(NodeConfig.defaults());
        assertThat(problems.all()).containsExactly(
                ConfigProblem.error(Position.of(absent.toString()), "", "there is no such file",
                        "without a config file the node starts with defaults"));
    }

    @Test
    void tellsWhenItIsADirectory() {
        ConfigFile.read(directory, problems);
        assertThat(problems.all()).containsExactly(
                ConfigProblem.error(Position.of(directory.toString()), "", "cannot be read: it is a directory"));
    }

    @Test
    void tellsWhenItIsNoText() throws IOException {
        Path file = file(new byte[]{'a', ':', ' ', (byte) 0xff});
        ConfigFile.read(file, problems);
        assertThat(problems.all()).containsExactly(ConfigProblem.error(Position.of(file.toString()), "", "not UTF-8 text"));
    }

    @Test
    void tellsWhenItIsTooLong() throws IOException {
        Path file = file(new byte[ConfigFile.MAX_BYTES + 1]);
        ConfigFile.read(file, problems);
        assertThat(problems.all()).containsExactly(ConfigProblem.error(Position.of(file.toString()), "", "longer than 1048576 bytes"));
    }

    @Test
    void readsAFile() throws IOException {
        Path file = file("host: {key-file: schlüssel.key}".getBytes(StandardCharsets.UTF_8));
        assertThat(ConfigFile.read(file, problems).host().keyFile()).isEqualTo(Path.of("schlüssel.key"));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void stopsTheStartWithAllProblemsErrorsFirst() {
        problems.add(ConfigProblem.warning(Position.BUILT_IN, "a", "odd"));
        assertThatNoException().isThrownBy(problems::throwIfErrors);
        parse("x: 1\ny: 2");
        assertThatExceptionOfType(ConfigException.class).isThrownBy(problems::throwIfErrors).withMessage("""
            node.yaml:1:1: x: unknown key; known here: host, dial, connections, limits, peers, plugins, stack
            node.yaml:2:1: y: unknown key; known here: host, dial, connections, limits, peers, plugins, stack
            warning: (built-in defaults): a: odd""").satisfies(thrown -> assertThat(thrown.problems()).hasSize(3));
    }
}
