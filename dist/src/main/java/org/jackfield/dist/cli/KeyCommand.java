package org.jackfield.dist.cli;

import java.nio.file.Path;
import java.security.SecureRandom;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.jackfield.crypto.IdentityFile;
import org.jackfield.crypto.SoftwareIdentity;
import org.jackfield.dist.json.Json;
import org.jackfield.dist.launch.Setup;
import org.jackfield.kernel.config.ConfigException;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.KeyType;

/** About the key that makes a node's peer id. */
@Command(name = "key", description = "Make and show the key of a node.", synopsisSubcommandLabel = "COMMAND", subcommands = {
    KeyCommand.New.class, KeyCommand.Show.class})
final class KeyCommand extends HelpOption {
    /** The types of key this node can have. */
    enum NewType {
        ED25519, SECP256K1;

        KeyType type() {
            return this == ED25519 ? KeyType.ED25519 : KeyType.SECP256K1;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Makes a key. */
    @Command(name = "new", description = "Make a key; one that exists is never replaced.")
    static final class New extends BaseCommand {
        @Mixin private KeyFile file = new KeyFile();

        @Option(names = "--type", paramLabel = "TYPE", defaultValue = "ed25519", description = "${COMPLETION-CANDIDATES}. Default: ed25519.") private NewType type = NewType.ED25519;

        @Override
        boolean run(Output output) throws Exception {
            SoftwareIdentity identity = SoftwareIdentity.generate(type.type(), new SecureRandom());
            IdentityFile.create(file.forWriting(), identity);
            show(identity, file, output);
            return true;
        }
    }

    /** Shows what is public of a key. */
    @Command(name = "show", description = "Show the peer id and the type of a key; never the key.")
    static final class Show extends BaseCommand {
        @Mixin private KeyFile file = new KeyFile();

        @Override
        boolean run(Output output) throws Exception {
            show(IdentityFile.read(file.path()), file, output);
            return true;
        }
    }

    private static void show(Identity identity, KeyFile file, Output output) throws ConfigException {
        String type = identity.publicKey().type().name().toLowerCase(java.util.Locale.ROOT);
        if (output.json()) {
            output.print(Json.object().put("peer", identity.id()).put("type", type).put("file", file.path()).build());
        } else {
            output.line("peer " + identity.id());
            output.line("type " + type);
            output.line("file " + file.path());
        }
    }

    /** Where the key lies: where it is said, else where the node's config has it. */
    static final class KeyFile {
        @Option(names = "--file", paramLabel = "FILE", description = "The key file. Default: the one the node would use.") private @Nullable Path file;

        @Mixin private ConfigOption config = new ConfigOption();

        Path path() throws ConfigException {
            return file != null ? file : config.data().path().resolve(Setup.config(config.file()).host().keyFile());
        }

        Path forWriting() throws Exception {
            if (file == null) {
                config.data().create();
            }
            return path();
        }
    }
}
