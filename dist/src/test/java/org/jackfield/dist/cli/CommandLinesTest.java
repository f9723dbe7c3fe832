package org.jackfield.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLinesTest {
    @Test
    void everyCommandTakesJsonAndExplainsItself() {
        for (CommandLine command : leaves(CommandLines.create())) {
            assertThat(command.getCommandSpec().optionsMap()).as(command.getCommandSpec().qualifiedName()).containsKeys("--json", "--help",
                    "--log-level");
            assertThat(command.getUsageMessage()).doesNotContain("${");
            command.getCommandSpec().options().forEach(option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
        }
    }

    @Test
    void hasTheCommandsOfTheGuide() {
        assertThat(leaves(CommandLines.create())).extracting(command -> command.getCommandSpec().qualifiedName()).containsExactlyInAnyOrder(
                "jackfield run", "jackfield status", "jackfield peers", "jackfield events", "jackfield connect", "jackfield ban",
                "jackfield bans", "jackfield limits", "jackfield probe", "jackfield ping",
                "jackfield perf",
                "jackfield config check", "jackfield config show", "jackfield config schema", "jackfield key new", "jackfield key show",
                "jackfield plugins list", "jackfield plugins verify");
    }

    @Test
    void endsWithTwoWhenTheArgumentsMakeNoSense() {
        for (String line : List.of("", "rum", "run --lissten x", "run --listen nonsense", "probe", "perf /ip4/1.2.3.4/tcp/1 --upload lots",
                "key new --type rsa", "status --log-level loud", "config", "ban", "ban 10.1.2.3/8", "ban somebody",
                "ban 192.0.2.1 --for 0s",
                "ban 192.0.2.1 --for soon", "events --kind weather", "events --since yesterday", "events --limit 0", "peers --sort size")) {
            String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
            assertThat(CommandLines.execute(arguments)).as(line).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void helpIsASuccess() {
        CommandLine line = CommandLines.create();
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out));
        assertThat(line.execute("--help")).isZero();
        assertThat(out.toString()).contains("probe").contains("libp2p");
    }

    private static List<CommandLine> leaves(CommandLine line) {
        List<CommandLine> leaves = new ArrayList<>();
        for (CommandLine child : line.getSubcommands().values()) {
            leaves.addAll(child.getSubcommands().isEmpty() ? List.of(child) : leaves(child));
        }
        return leaves;
    }
}
