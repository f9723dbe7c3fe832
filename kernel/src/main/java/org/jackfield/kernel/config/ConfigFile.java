package org.jackfield.kernel.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the config file of a node. */
public final class ConfigFile {
    /** Longest file, in bytes. */
    public static final int MAX_BYTES = YamlReader.MAX_CHARACTERS;

    private ConfigFile() {}

    /**
     * Reads a file. What is wrong with it is among the problems; options that cannot be read are at their defaults in the result, so that
     * the rest can be checked too.
     */
    public static NodeConfig read(Path file, Problems problems) {
        Position whole = Position.of(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                problems.add(ConfigProblem.error(whole, "", "longer than " + MAX_BYTES + " bytes"));
                return NodeConfig.defaults();
            }
            return parse(file.toString(), StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), problems);
        } catch (NoSuchFileException _) {
            problems.add(ConfigProblem.error(whole, "", "there is no such file", "without a config file the node starts with defaults"));
        } catch (CharacterCodingException _) {
            problems.add(ConfigProblem.error(whole, "", "not UTF-8 text"));
        } catch (IOException unreadable) {
            String reason = Files.isDirectory(file) ? "it is a directory" : unreadable.toString();
            problems.add(ConfigProblem.error(whole, "", "cannot be read: " + reason));
        }
        return NodeConfig.defaults();
    }

    /**
     * Reads a text.
     *
     * @param name what positions call the file
     */
    public static NodeConfig parse(String name, String text, Problems problems) {
        Optional<YamlNode.Mapping> top = new YamlReader(name, problems).read(text);
        NodeConfig defaults = NodeConfig.defaults();
        return top.map(mapping -> new RecordBinder(problems).bind(defaults, mapping, "")).orElse(defaults);
    }
}
