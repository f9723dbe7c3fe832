package org.jackfield.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.jackfield.kernel.config.YamlNode.Entry;
import org.jackfield.kernel.config.YamlNode.Mapping;
import org.jackfield.kernel.config.YamlNode.Scalar;
import org.jackfield.kernel.config.YamlNode.Sequence;

class ConfigSchemaTest {
    private final Problems problems = new Problems();
    /** JSON is YAML, so our own strict reader reads it. */
    private final Mapping schema = new YamlReader("schema.json", problems)
            .read(ConfigSchema.json(Map.of("muxers", Map.of("yamux", Options.defaults(), "mplex", new ConfigPrinterTest.Empty()))))
            .orElseThrow();

    private static YamlNode at(YamlNode node, String... path) {
        YamlNode at = node;
        for (String key : path) {
            at = switch (at) {
                case Mapping mapping ->
                    mapping.entries().stream().filter(entry -> entry.key().text().equals(key)).map(Entry::value).findFirst()
                            .orElseThrow(() -> new AssertionError("no key " + key));
                case Sequence sequence -> sequence.items().get(Integer.parseInt(key));
                case Scalar scalar -> throw new AssertionError("a scalar: " + scalar);
            };
        }
        return at;
    }

    private String text(String... path) {
        return ((Scalar) at(schema, path)).text();
    }

    private List<String> keys(String... path) {
        return ((Mapping) at(schema, path)).entries().stream().map(entry -> entry.key().text()).toList();
    }

    @Test
    void isJsonOfTheRightDraft() {
        assertThat(problems.all()).isEmpty();
        assertThat(text("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(keys("properties")).containsExactly("host", "dial", "connections", "limits", "peers", "plugins", "stack");
        assertThat(text("additionalProperties")).isEqualTo("false");
    }

    @Test
    void givesTypeFormAndDefaultOfEachOption() {
        assertThat(text("properties", "host", "properties", "upgrade-timeout", "type")).isEqualTo("string");
        assertThat(text("properties", "host", "properties", "upgrade-timeout", "default")).isEqualTo("15s");
        assertThat(text("properties", "dial", "properties", "max-concurrent", "type")).isEqualTo("integer");
        assertThat(text("properties", "dial", "properties", "max-concurrent", "default")).isEqualTo("160");
        assertThat(text("properties", "host", "properties", "listen", "default", "0")).isEqualTo("/ip4/0.0.0.0/tcp/4001");
        assertThat(text("properties", "host", "properties", "listen", "items", "pattern")).isEqualTo("^/");
    }

    @Test
    void patternsOfDefaultsMatchThem() {
        String duration = text("properties", "host", "properties", "upgrade-timeout", "pattern");
        assertThat("15s").matches(duration);
        assertThat("PT1M").matches(duration);
        assertThat("15").doesNotMatch(duration);
    }

    @Test
    void describesTheOptionsOfEachPlugin() {
        String[] uses = {"properties", "stack", "properties", "muxers", "items", "anyOf"};
        assertThat(at(at(schema, uses), "0", "enum")).isInstanceOfSatisfying(Sequence.class,
                names -> assertThat(names.items()).extracting(YamlNode::shown).containsExactly("\"mplex\"", "\"yamux\""));
        YamlNode yamux = at(at(schema, uses), "2", "properties");
        assertThat(((Scalar) at(yamux, "use", "const")).text()).isEqualTo("yamux");
        assertThat(((Scalar) at(yamux, "config", "properties", "max-frame", "default")).text()).isEqualTo("256KiB");
        assertThat(((Scalar) at(yamux, "config", "properties", "keep-alive", "enum", "1")).text()).isEqualTo("when-idle");
        assertThat(((Scalar) at(yamux, "config", "properties", "limits", "additionalProperties", "required", "0")).text())
                .isEqualTo("streams");
        assertThat(((Mapping) at(at(schema, uses), "1", "properties", "config", "properties")).entries()).isEmpty();
    }

    @Test
    void allowsAnyNameWhereNoPluginIsLoaded() {
        assertThat(text("properties", "stack", "properties", "routing", "items", "anyOf", "0", "type")).isEqualTo("string");
        assertThat(text("properties", "stack", "properties", "security", "default", "0")).isEqualTo("noise");
    }
}
