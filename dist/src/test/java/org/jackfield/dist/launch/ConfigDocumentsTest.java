package org.jackfield.dist.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.json.JsonReader;
import org.jackfield.kernel.config.ConfigFile;
import org.jackfield.kernel.config.ConfigPrinter;
import org.jackfield.kernel.config.ConfigSchema;
import org.jackfield.kernel.config.NodeConfig;
import org.jackfield.kernel.config.Problems;
import org.jackfield.kernel.plugin.PluginCatalog;

/** What is written about the config is what the code does. */
class ConfigDocumentsTest {
    private static final Path EXAMPLE = Path.of("src/main/image/conf/jackfield.yaml");
    private static final Path GUIDE = Path.of("../docs/configure.md");
    private static final PluginCatalog CATALOG = BuiltIn.catalog();

    @Test
    void theExampleHasEveryOptionAtItsDefault() {
        Problems problems = new Problems();
        NodeConfig example = ConfigFile.read(EXAMPLE, problems);
        Setup setup = Setup.of(example, CATALOG, problems);
        Setup defaults = Setup.of(NodeConfig.defaults(), CATALOG, new Problems());
        assertThat(setup.problems()).isEmpty();
        assertThat(print(setup)).isEqualTo(print(defaults));
    }

    @Test
    void theExampleNamesEveryOptionOfTheDefaultStack() throws IOException {
        String example = Files.readString(EXAMPLE);
        print(Setup.of(NodeConfig.defaults(), CATALOG, new Problems())).lines().map(String::strip).filter(line -> line.contains(":"))
                .map(line -> line.replaceFirst("^- ", "").replaceFirst(":.*", ":"))
                .forEach(key -> assertThat(example).as("conf/jackfield.yaml").contains(key));
    }

    /** Each option is a row {@code | `key` | `default` | meaning |} below the heading of its section. The agent names the version, so not that. */
    @Test
    void theGuideHasEveryOptionWithItsDefault() throws IOException {
        String guide = Files.readString(GUIDE);
        Json.Fields schema = JsonReader.object(ConfigSchema.json(CATALOG.defaults()));
        Json.Fields sections = schema.fields("properties");
        List<String> missing = new ArrayList<>();
        for (String section : List.of("host", "dial", "connections", "limits", "peers", "plugins")) {
            check(guide, section, sections.fields(section).fields("properties"), missing);
        }
        for (Map.Entry<String, Json> kind : sections.fields("stack").fields("properties").values().entrySet()) {
            assertThat(guide).contains("`" + kind.getKey() + "`");
            Json.Fields items = ((Json.Fields) kind.getValue()).fields("items");
            for (Json.Fields plugin : items.list("anyOf")) {
                if (plugin.find("properties").isPresent()) {
                    Json.Fields form = plugin.fields("properties");
                    check(guide, kind.getKey() + ": " + form.fields("use").text("const"), form.fields("config").fields("properties"),
                            missing);
                }
            }
        }
        assertThat(missing).as("rows missing in docs/configure.md").isEmpty();
    }

    private static void check(String guide, String section, Json.Fields options, List<String> missing) {
        int start = guide.indexOf("### " + section + "\n");
        if (start < 0) {
            missing.add("### " + section);
            return;
        }
        int end = guide.indexOf("\n#", start + 1);
        String part = guide.substring(start, end < 0 ? guide.length() : end);
        rows("", options).stream().filter(row -> !part.contains(row)).forEach(row -> missing.add(section + ": " + row));
    }

    /** Options within options are named with both names, {@code tls.key}; one that may be absent has no default to compare. */
    private static List<String> rows(String prefix, Json.Fields options) {
        List<String> rows = new ArrayList<>();
        options.values().forEach((key, value) -> {
            Json.Fields option = (Json.Fields) value;
            String begin = "| `" + prefix + key + "` | ";
            if (isScope(option)) {
                rows.add("| `" + key + "` | ");
            } else if (option.find("properties").isPresent()) {
                rows.addAll(rows(prefix + key + ".", option.fields("properties")));
            } else if (key.equals("agent") || option.find("default").orElse(Json.NULL) == Json.NULL) {
                rows.add(begin);
            } else {
                rows.add(begin + "`" + preset(option) + "` | ");
            }
        });
        return rows;
    }

    /** Scopes of limits have the same options each, told once. */
    private static boolean isScope(Json.Fields option) {
        return option.find("properties").isPresent() && option.fields("properties").find("inbound-streams").isPresent()
                || option.find("additionalProperties").filter(each -> each instanceof Json.Fields scope && isScope(scope)).isPresent();
    }

    private static String preset(Json.Fields option) {
        return switch (option.find("default").orElse(Json.NULL)) {
            case Json.Text text -> text.value();
            case Json.Items items ->
                "[" + String.join(", ", items.values().stream().map(each -> ((Json.Text) each).value()).toList()) + "]";
            case Json.Null _ -> "none";
            case Json other -> other.toString();
        };
    }

    private static String print(Setup setup) {
        return ConfigPrinter.print(setup.config(), setup.stack().configs());
    }
}
