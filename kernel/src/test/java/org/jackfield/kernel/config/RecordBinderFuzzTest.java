package org.jackfield.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

class RecordBinderFuzzTest {
    /** Any text becomes a config or problems with a place, never an exception. What was bound prints and reads back. */
    @FuzzTest(maxDuration = "3s")
    void bindsOrSaysWhere(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        Problems problems = new Problems();
        NodeConfig config = ConfigFile.parse("fuzz.yaml", text, problems);
        assertThat(problems.all()).allSatisfy(problem -> assertThat(problem.file()).isEqualTo("fuzz.yaml"));
        Problems none = new Problems();
        NodeConfig again = ConfigFile.parse("printed.yaml", ConfigPrinter.print(config, java.util.Map.of()), none);
        assertThat(none.all()).isEmpty();
        assertThat(again.host()).isEqualTo(config.host());

        new YamlReader("fuzz.yaml", new Problems()).read(text)
                .ifPresent(mapping -> assertThat(new RecordBinder(problems).bind(Options.defaults(), mapping, "")).isNotNull());
    }
}
