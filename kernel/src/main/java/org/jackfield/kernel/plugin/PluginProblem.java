package org.jackfield.kernel.plugin;

import java.nio.file.Path;
import java.util.List;

/** Why a plugin is not used. Each message has at most three lines: what, why, what to do. */
public sealed interface PluginProblem {
    /** Names the folder or jar. */
    Path plugin();

    /** Gives the message, one to three lines. */
    String message();

    /** A file that ends in {@code .jar} cannot be read as one. */
    record UnreadableJar(Path plugin, Path jar, String reason) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "cannot read " + jar.getFileName(), reason, "copy or build it again");
        }
    }

    /** A plain jar whose file name makes no module name. */
    record NoModuleName(Path plugin, Path jar, String reason) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "no module name can be made of the file name " + jar.getFileName(), reason,
                    "rename the file, or give it a module-info or an Automatic-Module-Name");
        }
    }

    /** No provider in it. */
    record ProvidesNothing(Path plugin, List<String> modules) implements PluginProblem {
        @Override
        public String message() {
            return modules.isEmpty()
                    ? lines(plugin, "provides nothing", "the folder holds no jar", "put the plugin's jars there or remove the folder")
                    : lines(plugin, "provides nothing",
                            "no module-info in it (" + String.join(", ", modules) + ") provides a kind of plugin",
                            "add for instance: provides org.jackfield.spi.ProtocolProvider with <your class>;");
        }
    }

    /** Two jars are the same module. */
    record SameModule(Path plugin, String module, Path first, Path second) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "two jars are module " + module, first.getFileName() + " and " + second.getFileName(),
                    "remove one of them");
        }
    }

    /** Two modules hold the same package. */
    record SplitPackage(Path plugin, String name, Path first, Path second) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "two jars hold package " + name, first.getFileName() + " and " + second.getFileName(),
                    "remove one of them, or take versions that do not share packages");
        }
    }

    /** It holds a copy of what the node lends it. */
    record OwnCopy(Path plugin, String module, Path jar) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "brings its own copy of " + module,
                    jar.getFileName() + ": the node lends this module, two copies do not fit together",
                    "remove the jar (in a Maven build: scope provided)");
        }
    }

    /** A module it needs is nowhere. */
    record MissingModule(Path plugin, String module, String needed) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "module " + needed + " is missing", "module " + module + " requires it",
                    "put its jar into the plugin's folder");
        }
    }

    /** It would use a library of the kernel. */
    record PrivateModule(Path plugin, String module, String read) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "module " + module + " reads " + read + ", which is private to the node",
                    "the node may change or drop it at any time", "put the jar of " + read + " into the plugin's folder");
        }
    }

    /** Compiled against an SPI this node has not. */
    record OtherSpi(Path plugin, String module, String compiled, String ours) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "made for version " + compiled + " of " + Platform.SPI + ", this node has " + ours,
                    "module " + module + " says so; fitting are the same major and no newer minor", "take a build of the plugin for " + ours
                            + ", or a node with " + compiled);
        }
    }

    /** The module system refuses it for another reason. */
    record Unresolvable(Path plugin, String reason) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "its modules do not fit together", reason, "");
        }
    }

    /** A provider class cannot be loaded or made. */
    record ProviderFailed(Path plugin, String provider, String reason) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "a provider cannot be made" + (provider.isEmpty() ? "" : ": " + provider), reason,
                    "a provider has a public constructor without parameters that does nothing");
        }
    }

    /** A provider breaks the contract of {@link org.jackfield.spi.Provider}. */
    record UnfitProvider(Path plugin, String provider, String reason) implements PluginProblem {
        @Override
        public String message() {
            return lines(plugin, "provider " + provider + " cannot be used", reason, "");
        }
    }

    /** Two plugins have one name. */
    record SameName(Path plugin, String noun, String name, Path other) implements PluginProblem {
        @Override
        public String message() {
            return "two plugins provide " + noun + " \"" + name + "\"\n  " + other + " and\n  " + plugin + ": remove one of them";
        }
    }

    /** The plugins directory is not there or cannot be listed. */
    record NoDirectory(Path plugin, String reason) implements PluginProblem {
        @Override
        public String message() {
            return "plugins directory " + plugin + ": " + reason + "\n  see the option plugins.directory";
        }
    }

    private static String lines(Path plugin, String what, String why, String fix) {
        String head = "plugin " + plugin.getFileName() + ": " + what + "\n  " + oneLine(why);
        return fix.isEmpty() ? head : head + "\n  " + fix;
    }

    private static String oneLine(String text) {
        String head = text.length() > 300 ? text.substring(0, 300) + "…" : text;
        return head.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
