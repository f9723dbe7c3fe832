package org.jackfield.dist.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.dist.json.Json;

class ConfigIT {
    @TempDir Path working;
    private final Image image = Image.built();

    @Test
    void errorsNamePlaceAndNearestName() throws Exception {
        Files.writeString(working.resolve("bad.yaml"), """
                host:
                  lissten: [/ip4/127.0.0.1/tcp/0]
                  upgrade-timeout: soon
                stack:
                  protocols: [pong]
                """);
        Run run = image.run(working, "run", "--config", "bad.yaml", "--data", "one").failed();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("bad.yaml:2:3: ").contains("listen").contains("bad.yaml:3:20: ").contains("bad.yaml:5:15: ")
                .contains("ping");
        assertThat(working.resolve("one")).doesNotExist();
        Run check = image.run(working, "config", "check", "--config", "bad.yaml", "--json").failed();
        assertThat(check.json().find("valid")).contains(new Json.Flag(false));
        assertThat(check.json().list("problems")).extracting(problem -> problem.whole("line")).contains(2L, 3L, 5L);
    }

    @Test
    void theExampleIsValidAndSoIsWhatShowPrints() throws Exception {
        String example = image.home().resolve("conf/jackfield.yaml").toString();
        assertThat(image.run(working, "config", "check", "--config", example).succeeded().out()).isEqualTo("ok: " + example + "\n");
        String shown = image.run(working, "config", "show").succeeded().out();
        Files.writeString(working.resolve("shown.yaml"), shown);
        assertThat(image.run(working, "config", "show", "--config", "shown.yaml").succeeded().out()).isEqualTo(shown);
    }

    @Test
    void theFileInTheDataDirectoryIsUsedUnlessAnotherIsNamed() throws Exception {
        Files.createDirectory(working.resolve("one"));
        Files.writeString(working.resolve("one/jackfield.yaml"), "dial: {max-concurrent: 7}\n");
        assertThat(image.run(working, "config", "show", "--data", "one").succeeded().out()).contains("max-concurrent: 7\n");
        Files.writeString(working.resolve("other.yaml"), "dial: {max-concurrent: 8}\n");
        assertThat(image.run(working, "config", "show", "--data", "one", "--config", "other.yaml").succeeded().out())
                .contains("max-concurrent: 8\n");
        assertThat(image.run(working, "config", "check", "--config", "nowhere.yaml").failed().out()).contains("nowhere.yaml")
                .contains("no such file");
    }

    @Test
    void theSchemaHasTheOptionsOfEveryPlugin() throws Exception {
        Json.Fields schema = image.run(working, "config", "schema").succeeded().json();
        assertThat(schema.text("$schema")).contains("2020-12");
        assertThat(schema.toString()).contains("per-second").contains("streams-per-peer").contains("max-connection-unread");
    }

    @Test
    void aKeyIsMadeOnceAndShown() throws Exception {
        String made = image.run(working, "key", "new", "--file", "node.key", "--type", "secp256k1").succeeded().out();
        assertThat(made).startsWith("peer 16Uiu2HA").contains("type secp256k1\n");
        assertThat(image.run(working, "key", "show", "--file", "node.key").succeeded().out()).isEqualTo(made);
        assertThat(image.run(working, "key", "new", "--file", "node.key").failed().err()).contains("node.key");
        assertThat(image.run(working, "key", "show", "--file", "none.key").failed().err()).contains("none.key");
    }
}
