package org.jackfield.dist.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import org.jackfield.dist.launch.Installation;
import org.jackfield.kernel.ban.BanTarget;
import org.jackfield.kernel.config.DurationText;
import org.jackfield.kernel.event.EventKind;
import org.jackfield.spi.ByteSize;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Puts the command line together. */
public final class CommandLines {
    private static final int WIDTH = 100;
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("peers", PeersCommand.class);
        COMMANDS.put("events", EventsCommand.class);
        COMMANDS.put("connect", ConnectCommand.class);
        COMMANDS.put("ban", BanCommand.class);
        COMMANDS.put("bans", BansCommand.class);
        COMMANDS.put("limits", LimitsCommand.class);
        COMMANDS.put("probe", ProbeCommand.class);
        COMMANDS.put("ping", PingCommand.class);
        COMMANDS.put("perf", PerfCommand.class);
        COMMANDS.put("config", ConfigCommand.class);
        COMMANDS.put("key", KeyCommand.class);
        COMMANDS.put("plugins", PluginsCommand.class);
    }

    private CommandLines() {}

    /** Runs one command. */
    public static int execute(String... arguments) {
        Optional<Class<?>> named = arguments.length == 0 ? Optional.empty() : Optional.ofNullable(COMMANDS.get(arguments[0]));
        return (named.isPresent() ? create(Map.of(arguments[0], named.get())) : create()).execute(arguments);
    }

    /** With all commands. */
    static CommandLine create() {
        return create(COMMANDS);
    }

    /** With some commands: looking at all of them takes a tenth of the start. */
    private static CommandLine create(Map<String, Class<?>> commands) {
        CommandLine line = new CommandLine(new JackfieldCommand());
        commands.forEach(line::addSubcommand);
        line.registerConverter(Multiaddr.class, saying(Multiaddr::parse));
        line.registerConverter(ByteSize.class, saying(ByteSize::parse));
        line.registerConverter(PeerId.class, saying(PeerId::parse));
        line.registerConverter(BanTarget.class, saying(BanTarget::parse));
        line.registerConverter(Duration.class, saying(CommandLines::duration));
        line.registerConverter(EventKind.class, saying(CommandLines::kind));
        line.registerConverter(Path.class, saying(CommandLines::path));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setUsageHelpWidth(WIDTH);
        line.setParameterExceptionHandler(Failures::usage);
        line.setExecutionExceptionHandler(Failures::execution);
        return line;
    }

    /** What the user typed is relative to where the user is, not to where Java was started. */
    private static Path path(String typed) {
        try {
            return Installation.current().typed(Path.of(typed));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        }
    }

    private static Duration duration(String typed) {
        try {
            return DurationText.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + typed + "' is no time such as 90s, 10m or 2h30m", e);
        }
    }

    private static EventKind kind(String typed) {
        return EventKind.of(typed.toLowerCase(Locale.ROOT)).orElseThrow(() -> new IllegalArgumentException(
                "'" + typed + "' is no kind of event; there are: " + String.join(", ", EventKind.words())));
    }

    private static <T> ITypeConverter<T> saying(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }
}
