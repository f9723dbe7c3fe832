package org.jackfield.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.kernel.config.YamlNode.Mapping;

class YamlReaderTest {
    private final Problems problems = new Problems();

    private Optional<Mapping> read(String yaml) {
        return new YamlReader("node.yaml", problems).read(yaml);
    }

    private List<String> problemsOf(String yaml) {
        read(yaml);
        return problems.all().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void keepsThePlaceOfEveryValue() {
        Mapping mapping = read("host:\n  listen: [a,\n    b]\n").orElseThrow();
        Mapping host = (Mapping) mapping.entries().getFirst().value();
        YamlNode.Sequence listen = (YamlNode.Sequence) host.entries().getFirst().value();
        assertThat(mapping.entries().getFirst().key().position()).hasToString("node.yaml:1:1");
        assertThat(host.entries().getFirst().key().position()).hasToString("node.yaml:2:3");
        assertThat(listen.items()).extracting(item -> item.position().toString()).containsExactly("node.yaml:2:12", "node.yaml:3:5");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void takesAnEmptyFileForAnEmptyMapping() {
        assertThat(read("").orElseThrow().entries()).isEmpty();
        assertThat(read("# only a comment\n").orElseThrow().entries()).isEmpty();
        assertThat(read("---\n...\n").orElseThrow().entries()).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "a: !!javax.script.ScriptEngineManager [x]| node.yaml:1:4: a: tag tag:yaml.org,2002:javax.script.ScriptEngineManager: tags are not supported; write the value without a tag",
        "a: !!str 5| node.yaml:1:4: a: tag tag:yaml.org,2002:str: tags are not supported; write the value without a tag",
        "a: {b: !local {}}| node.yaml:1:8: a.b: tag !local: tags are not supported; write the value without a tag",
        "a: &x 5| node.yaml:1:4: a: anchor &x: aliases and anchors are not supported; write the value out",
        "{a: 1, a: 2}| node.yaml:1:8: a: the key is there twice; remove one of them",
        "a: {[1]: 2}| node.yaml:1:5: a: a key is a list, expected a word",
        "[a]| node.yaml:1:1: expected a mapping, got a list",
        "just text| node.yaml:1:1: expected a mapping, got \"just text\"",
    })
    void refusesWhatIsMoreThanValuesUnderKeys(String yaml, String problem) {
        assertThat(problemsOf(yaml)).containsExactly(problem);
    }

    @Test
    void refusesASecondDocument() {
        assertThat(problemsOf("a: 1\n---\nb: 2\n")).containsExactly("node.yaml:3:1: a second document; a config is one document");
    }

    @Test
    void tellsWhereTextIsNotYaml() {
        assertThat(problemsOf("a: [1, 2\nb: 3\n")).singleElement().asString().startsWith("node.yaml:2:").contains("not YAML: ");
        assertThat(read("a: \"b\nc")).isEmpty();
        assertThat(read("\tb: 1")).isEmpty();
        assertThat(read("a: \u0000")).isEmpty();
        assertThat(problems.all()).hasSize(4);
    }

    @Test
    void refusesABillionLaughsBeforeTheyMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i)).append("*a%d, ".formatted(i - 1).repeat(9)).append("*a%d]\n".formatted(i - 1));
        }
        List<String> found = problemsOf(bomb.toString());
        assertThat(found).hasSize(10 + 9 * 10).startsWith(
                "node.yaml:1:5: a0: anchor &a0: aliases and anchors are not supported; write the value out",
                "node.yaml:2:5: a1: anchor &a1: aliases and anchors are not supported; write the value out",
                "node.yaml:2:10: a1[0]: alias *a0: aliases and anchors are not supported; write the value out");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(problemsOf("a: " + "[".repeat(200_000))).containsExactly("node.yaml:1:36: nested deeper than 32 levels");
        assertThat(read("a: " + "[".repeat(31) + "]".repeat(31))).isPresent();
    }

    @Test
    void refusesALongText() {
        assertThat(problemsOf("#".repeat(YamlReader.MAX_CHARACTERS + 1))).containsExactly("node.yaml: longer than 1048576 characters");
        assertThat(read("#".repeat(YamlReader.MAX_CHARACTERS))).isPresent();
    }

    @Test
    void refusesTooManyValues() {
        assertThat(problemsOf("a: [" + "1,".repeat(200_000) + "]")).singleElement().asString().endsWith("more than 100000 values");
    }

    @Test
    void collectsProblemsOfOneFile() {
        assertThat(problemsOf("a: !t 1\nb: *x\nc: 3\nc: 4\n")).hasSize(3);
    }
}
