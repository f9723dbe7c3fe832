package org.jackfield.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.kernel.config.Options.Inner;
import org.jackfield.kernel.config.Options.KeepAlive;
import org.jackfield.kernel.config.Options.Limit;
import org.jackfield.spi.ByteSize;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.Multiaddr;

class RecordBinderTest {
    private final Problems problems = new Problems();

    private Options bind(String yaml) {
        Optional<YamlNode.Mapping> mapping = new YamlReader("test.yaml", problems).read(yaml);
        return mapping.map(node -> new RecordBinder(problems).bind(Options.defaults(), node, "")).orElse(Options.defaults());
    }

    private List<String> problemsOf(String yaml) {
        bind(yaml);
        return problems.all().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void keepsDefaultsOfWhatIsNotWritten() {
        assertThat(bind("")).isEqualTo(Options.defaults());
        assertThat(bind("retries: 4")).extracting(Options::retries, Options::name).containsExactly(4, "echo");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void readsEveryType() {
        Options options = bind("""
            name: 1.0
            eager: false
            retries: +7
            quota: -9223372036854775808
            factor: 1e-3
            timeout: 1m30s
            max-frame: 1MiB
            file: /var/lib/x
            address: /dns4/example.com/tcp/443
            protocol: /ipfs/ping/1.0.0
            keep-alive: always
            port: 4001
            backoff: [1s, PT2S, 250ms]
            limits: {inbound: {streams: 3}, outbound: {streams: 4, memory: 2KiB}}
            inner:
              high: 9
              steps:
                - streams: 1
                - {streams: 2, memory: 1KiB}
            """);
        assertThat(problems.all()).isEmpty();
        assertThat(options).isEqualTo(new Options("1.0", false, 7, Long.MIN_VALUE, 0.001, Duration.ofSeconds(90), ByteSize.parse("1MiB"),
                Path.of("/var/lib/x"), Multiaddr.parse("/dns4/example.com/tcp/443"), new ProtocolId("/ipfs/ping/1.0.0"), KeepAlive.ALWAYS,
                Optional.of(4001), List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(250)),
                Map.of("inbound", new Limit(3, Optional.empty()), "outbound", new Limit(4, Optional.of(ByteSize.parse("2KiB")))),
                new Inner(1, 9, List.of(new Limit(1, Optional.empty()), new Limit(2, Optional.of(ByteSize.parse("1KiB")))))));
    }

    @Test
    void takesQuotedTextForTextButNotForNumbers() {
        assertThat(bind("{name: \"true\", timeout: '7s', max-frame: \"1KiB\"}")).extracting(Options::name, Options::timeout)
                .containsExactly("true", Duration.ofSeconds(7));
        assertThat(problems.all()).isEmpty();
        assertThat(problemsOf("retries: \"5\""))
                .containsExactly("test.yaml:1:10: retries: expected a whole number, got \"5\": text; remove the quotes");
    }

    @Test
    void emptyMeansAbsentForOptionalsAndNothingSetForSections() {
        Options options = bind("port: ~\ninner:\nlimits:\n");
        assertThat(problems.all()).isEmpty();
        assertThat(options.port()).isEmpty();
        assertThat(options.inner()).isEqualTo(Options.defaults().inner());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "retries: many| test.yaml:1:10: retries: expected a whole number, got \"many\"",
        "retries: 5.0| test.yaml:1:10: retries: expected a whole number, got \"5.0\"",
        "retries: 2147483648| test.yaml:1:10: retries: expected a whole number, got \"2147483648\": it is not within -2147483648 to 2147483647",
        "quota: 9223372036854775808| test.yaml:1:8: quota: expected a whole number, got \"9223372036854775808\": it is not within -9223372036854775808 to 9223372036854775807",
        "retries: [1]| test.yaml:1:10: retries: expected a whole number, got a list",
        "retries: {a: 1}| test.yaml:1:10: retries: expected a whole number, got a mapping",
        "retries:| test.yaml:1:9: retries: expected a whole number, got nothing",
        "eager: yes| test.yaml:1:8: eager: expected true or false, got \"yes\"; write true",
        "factor: NaN| test.yaml:1:9: factor: expected a number, got \"NaN\"",
        "factor: 1e999| test.yaml:1:9: factor: expected a number, got \"1e999\"",
        "timeout: 5| test.yaml:1:10: timeout: expected a duration such as 5s, 250ms or PT1M30S, got \"5\"; add a unit, such as 5s or 5ms",
        "timeout: 5s1h| test.yaml:1:10: timeout: expected a duration such as 5s, 250ms or PT1M30S, got \"5s1h\": units come once each, the larger one first",
        "max-frame: 1MB| test.yaml:1:12: max-frame: expected a size such as 512B, 256KiB or 16MiB, got \"1MB\": a size is a number and B, KiB, MiB, GiB or TiB, such as 256KiB: 1MB; write 1MiB",
        "keep-alive: alway| test.yaml:1:13: keep-alive: expected one of off, when-idle, always, got \"alway\"; did you mean \"always\"?",
        "keep-alive: 7| test.yaml:1:13: keep-alive: expected one of off, when-idle, always, got \"7\"",
        "backoff: 5s| test.yaml:1:10: backoff: expected a list, got \"5s\"; write it as a list: [a, b]",
        "backoff:| test.yaml:1:9: backoff: expected a list, got nothing; write [] for none",
        "backoff: [5s, soon]| test.yaml:1:15: backoff[1]: expected a duration such as 5s, 250ms or PT1M30S, got \"soon\"",
        "inner: 5| test.yaml:1:8: inner: expected a mapping, got \"5\"",
        "limits: {a: {memory: 1KiB}}| test.yaml:1:13: limits.a: the key \"streams\" is missing",
        "limits: {a: {streams: x}}| test.yaml:1:23: limits.a.streams: expected a whole number, got \"x\"",
        "protocol: echo| test.yaml:1:11: protocol: expected a protocol id such as /ipfs/ping/1.0.0, got \"echo\": a protocol id starts with '/': echo",
        "max_frame: 1KiB| test.yaml:1:1: max_frame: unknown key; did you mean \"max-frame\"?",
        "maxFrame: 1KiB| test.yaml:1:1: maxFrame: unknown key; did you mean \"max-frame\"?",
        "inner: {hihg: 1}| test.yaml:1:9: inner.hihg: unknown key; did you mean \"high\"?",
        "inner: {width: 1}| test.yaml:1:9: inner.width: unknown key; known here: low, high, steps",
    })
    void saysWhatWasExpectedAndWhatCame(String yaml, String problem) {
        assertThat(problemsOf(yaml)).containsExactly(problem);
    }

    @Test
    void mapsTheConstructorsWordsToTheComponentTheyName() {
        assertThat(problemsOf("name: x\nretries: -1")).containsExactly("test.yaml:2:10: retries: retries is negative");
    }

    @Test
    void mapsTheConstructorsWordsToTheComponentThatAloneIsRefused() {
        assertThat(problemsOf("name: x\ntimeout: 0s\nquota: 7")).containsExactly("test.yaml:2:10: timeout: it takes some time to answer");
    }

    @Test
    void reportsEveryComponentTheConstructorRefuses() {
        Options options = bind("{timeout: 0s, max-frame: 1B, retries: -1, name: kept}");
        assertThat(problems.errors()).extracting(ConfigProblem::path).containsExactlyInAnyOrder("timeout", "max-frame", "retries");
        assertThat(options).extracting(Options::name, Options::retries).containsExactly("kept", 3);
    }

    @Test
    void pointsAtOneOfTwoComponentsThatContradictEachOther() {
        assertThat(problemsOf("inner:\n  low: 8\n  high: 7")).containsExactly("test.yaml:2:8: inner.low: low is above high");
    }

    @Test
    void collectsAllProblems() {
        assertThat(problemsOf("""
            nam: x
            retries: many
            timeout: 0s
            inner: {low: x, heigh: 2}
            backoff: [1, 2]
            """)).containsExactly("test.yaml:1:1: nam: unknown key; did you mean \"name\"?",
                "test.yaml:2:10: retries: expected a whole number, got \"many\"",
                "test.yaml:5:11: backoff[0]: expected a duration such as 5s, 250ms or PT1M30S, got \"1\"; add a unit, such as 1s or 1ms",
                "test.yaml:5:14: backoff[1]: expected a duration such as 5s, 250ms or PT1M30S, got \"2\"; add a unit, such as 2s or 2ms",
                "test.yaml:4:17: inner.heigh: unknown key; did you mean \"high\"?",
                "test.yaml:4:14: inner.low: expected a whole number, got \"x\"",
                "test.yaml:3:10: timeout: it takes some time to answer");
    }

    /** What a constructor throws that is not meant for the operator still names the component. */
    public record Fragile(List<Integer> sizes) {
        public Fragile {
            if (sizes.get(0) < 0) {
                throw new IllegalStateException("below zero");
            }
        }
    }

    @Test
    void survivesAConstructorThatThrowsSomethingElse() {
        YamlNode.Mapping mapping = new YamlReader("test.yaml", problems).read("sizes: []").orElseThrow();
        assertThat(new RecordBinder(problems).bind(new Fragile(List.of(1)), mapping, "config")).isEqualTo(new Fragile(List.of(1)));
        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("config.sizes");
            assertThat(problem.message()).startsWith("java.lang.ArrayIndexOutOfBoundsException");
        });
    }

    public record Unsupported(Optional<File> file) {}

    public record Endless(Optional<Endless> again) {}

    record Hidden(int size) {}

    @Test
    void tellsAuthorsWhatAConfigRecordCannotBe() {
        ConfigRecords.check(Options.class);
        assertThatIllegalArgumentException().isThrownBy(() -> ConfigRecords.check(Unsupported.class))
                .withMessage("component file of Unsupported has type java.io.File, which a config cannot hold");
        assertThatIllegalArgumentException().isThrownBy(() -> ConfigRecords.check(Endless.class))
                .withMessageContaining("nests records deeper than 8 levels");
        assertThatIllegalArgumentException().isThrownBy(() -> ConfigRecords.check(Hidden.class))
                .withMessage("the record " + Hidden.class.getName() + " is not public");
    }
}
