package org.jackfield.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.kernel.config.Options.Inner;
import org.jackfield.kernel.config.Options.KeepAlive;
import org.jackfield.kernel.config.Options.Limit;
import org.jackfield.spi.ByteSize;
import org.jackfield.spi.ProtocolId;

class ConfigPrinterTest {
    private final Problems problems = new Problems();

    public record Empty() {}

    @Test
    void printsEveryOption() {
        NodeConfig config = ConfigFile.parse("node.yaml", """
            stack:
              transports: [tcp]
              muxers: [{use: yamux, config: {retries: 9}}, {use: odd, required: false}]
              security: [{use: other, config: {a: "5", b: 5, c: [x, ~], d: {}}}]
            """, problems);
        Options options = new RecordBinder(problems).bind(Options.defaults(), config.stack().muxers().getFirst().config().orElseThrow(),
                "");
        String printed = ConfigPrinter.print(config, Map.of("stack.muxers[0]", options, "stack.transports[0]", new Empty()));
        assertThat(problems.all()).isEmpty();
        assertThat(printed).isEqualTo("""
            host:
              key-file: identity.key
              listen:
                - /ip4/0.0.0.0/tcp/4001
                - /ip6/::/tcp/4001
              announce: []
              upgrade-timeout: 15s
              negotiation-timeout: 10s
            dial:
              timeout: 30s
              address-timeout: 15s
              private-address-timeout: 5s
              max-concurrent: 160
              max-per-peer: 8
              max-waiting: 4096
              max-addresses: 25
              backoff:
                base: 5s
                step: 1s
                max: 5m
              dns:
                servers: []
                timeout: 10s
            connections:
              low-water: 160
              high-water: 192
              grace: 1m
              idle-timeout: 10m
              auto-dial: true
              keep: []
              reconnect-pause: 1s
              reconnect-longest: 5m
              reconnect-give-up: 0
            limits:
              system: {}
              pending: {}
              allowed: {}
              peer: {}
              peers: {}
              protocol: {}
              protocols: {}
              protocol-per-peer: {}
              connection: {}
              stream: {}
              ip4:
                connections: 64
                burst: 64
                per-second: 8
              ip4-block:
                connections: 512
                burst: 256
                per-second: 32
              ip6:
                connections: 64
                burst: 64
                per-second: 8
              ip6-block:
                connections: 512
                burst: 256
                per-second: 32
              allow: []
            peers:
              max-peers: 10000
              max-addresses: 64
              save-interval: 1m
            plugins:
              directory: plugins
              required: []
            stack:
              transports:
                - tcp
              security:
                - use: other
                  config:
                    a: "5"
                    b: 5
                    c:
                      - x
                      - ~
                    d: {}
              muxers:
                - use: yamux
                  config:
                    name: echo
                    eager: true
                    retries: 9
                    quota: 1099511627776
                    factor: 0.5
                    timeout: 5s
                    max-frame: 256KiB
                    file: data/file
                    address: /ip4/127.0.0.1/tcp/4001
                    protocol: /echo/1.0.0
                    keep-alive: when-idle
                    backoff: []
                    limits: {}
                    inner:
                      low: 1
                      high: 5
                      steps: []
                - use: odd
                  required: false
              protocols:
                - ping
                - identify
              discovery:
                - mdns
                - bootstrap
              routing: []
              records: []
              validators: []
              gaters: []
              gateways: []
            """);
    }

    @Test
    void readsBackWhatItPrints() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            Options options = options(random);
            String yaml = YamlText.write(new ValueTree(PluginUse::name).of(options));
            YamlNode.Mapping mapping = new YamlReader("printed.yaml", problems).read(yaml).orElseThrow();
            assertThat(new RecordBinder(problems).bind(Options.defaults(), mapping, "")).as(yaml).isEqualTo(options);
            assertThat(problems.all()).as(yaml).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "true", "no", "5", "1e3", "0x1f", "2024-01-01", "a: b", "a #b", "- a", "[a]", "&a", "*a", "!a",
        "%a", "@a",
        "a:", " a", "a ", "\"", "\\", "\n", "\t", "é", "\u0000", "\u2028", "😀"})
    void quotesTextThatLooksLikeSomethingElse(String text) {
        YamlNode.Mapping mapping = new YamlReader("printed.yaml", problems).read("a: " + YamlText.quoted(text)).orElseThrow();
        assertThat(mapping.entries().getFirst().value())
                .isInstanceOfSatisfying(YamlNode.Scalar.class,
                        scalar -> assertThat(List.of(scalar.text(), scalar.plain())).containsExactly(text, false));
    }

    private static Options options(Random random) {
        return new Options(text(random), random.nextBoolean(), random.nextInt(1000), random.nextLong(), random.nextGaussian() * 1e6,
                Duration.ofNanos(1 + (random.nextLong() >>> random.nextInt(2, 60))), new ByteSize(16 + random.nextInt() / 2 + (1L << 30)),
                Path.of("x" + text(random).replace("\u0000", "")), Options.defaults().address(),
                new ProtocolId("/" + text(random).replace("\n", "")),
                KeepAlive.values()[random.nextInt(3)], random.nextBoolean() ? Optional.of(random.nextInt()) : Optional.empty(),
                random.nextBoolean() ? List.of() : List.of(Duration.ZERO, Duration.ofDays(random.nextInt(9999))), limits(random),
                new Inner(-random.nextInt(9), random.nextInt(9), List.copyOf(limits(random).values())));
    }

    private static Map<String, Limit> limits(Random random) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            limits.put(text(random),
                    new Limit(random.nextInt(), random.nextBoolean() ? Optional.of(ByteSize.parse("7B")) : Optional.empty()));
        }
        return limits;
    }

    private static String text(Random random) {
        List<String> pieces = List.of("a", "-", ": ", "#", "\"", "'", "\\", "\n", " ", "5", "true", "~", "ü", "\t", "{", "]", "&", "*", "!",
                ",", "%", "?");
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            chosen.add(pieces.get(random.nextInt(pieces.size())));
        }
        return String.join("", chosen);
    }
}
