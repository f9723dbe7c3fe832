package org.jackfield.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * One jar of this build.
 *
 * @param directory the module's directory
 * @param jar the built jar
 * @param version the version of the project
 * @param descriptor the jar's module; an automatic one if the jar has none of its own
 */
record Artifact(Path directory, Path jar, String version, ModuleDescriptor descriptor) {
    static Artifact of(Path directory, Path jar, String version) {
        var modules = ModuleFinder.of(jar).findAll();
        if (modules.size() != 1) throw new FindException("one module expected in " + jar);
        return new Artifact(directory, jar, version, modules.iterator().next().descriptor());
    }

    String module() {
        return descriptor.name();
    }

    List<String> entries() {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(String entry) {
        try (var file = new JarFile(jar.toFile()); var in = file.getInputStream(file.getJarEntry(entry))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return module();
    }
}
