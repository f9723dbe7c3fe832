package com.example.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The guide shows files of this tree. */
class PluginGuideTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern SHOWN = Pattern.compile("^File: `([^`]+)`\\n\\n```\\w+\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void showsTheFilesAsTheyAre() throws IOException {
        List<MatchResult> shown = SHOWN.matcher(Files.readString(ROOT.resolve("docs/plugin-guide.md"))).results().toList();
        List<String> names = new ArrayList<>();
        for (MatchResult file : shown) {
            names.add(Path.of(file.group(1)).getFileName().toString());
            assertThat(file.group(2)).as(file.group(1)).isEqualTo(Files.readString(ROOT.resolve(file.group(1))));
        }
        assertThat(names).containsExactly("pom.xml", "module-info.java", "EchoConfig.java", "EchoProvider.java", "EchoProtocolTest.java",
                "jackfield.yaml");
    }
}
