package org.jackfield.kernel.plugin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles sources and packs them, so that tests meet plugins as they come: as jars. */
final class Jars {
    private final Path work;
    private int count;

    /** Keeps what it makes on the way below this directory. */
    Jars(Path work) {
        this.work = work;
    }

    /** Begins a module. */
    Source module(String descriptor) {
        return new Source().file("module-info.java", descriptor);
    }

    /** Begins a plain jar. */
    Source plain() {
        return new Source();
    }

    /** Gives the path of a module of the running JVM, as the compiler takes it. */
    static Path running(String module) {
        return Path.of(ModuleLayer.boot().configuration().findModule(module).orElseThrow().reference().location().orElseThrow());
    }

    /** Packs a module of the running JVM again, under another version. */
    Path repack(String module, String version, Path jar) throws IOException {
        Path classes = fresh();
        try (ModuleReader reader = ModuleLayer.boot().configuration().findModule(module).orElseThrow().reference().open();
                Stream<String> names = reader.list()) {
            for (String name : names.filter(each -> each.endsWith(".class")).toList()) {
                Path target = classes.resolve(name);
                Files.createDirectories(target.getParent());
                try (InputStream in = reader.open(name).orElseThrow()) {
                    Files.copy(in, target);
                }
            }
        }
        Files.createDirectories(jar.getParent());
        run("jar", List.of("--create", "--file", jar.toString(), "--module-version", version, "-C", classes.toString(), "."));
        return jar;
    }

    /** The SPI requires JSpecify at compile time only, so it is not among the modules of the running JVM: a stand-in will do. */
    private Path annotations() throws IOException {
        Path jar = work.resolve("annotations.jar");
        if (!Files.exists(jar)) {
            Source source = module("module org.jspecify { exports org.jspecify.annotations; }").file(
                    "org/jspecify/annotations/NullMarked.java",
                    "package org.jspecify.annotations; public @interface NullMarked {}");
            source.needsAnnotations = false;
            source.jar(jar);
        }
        return jar;
    }

    /** Packs one entry without looking at it. */
    static void packUnseen(Path jar, String name, String content) throws IOException {
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(name));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path fresh() throws IOException {
        return Files.createDirectories(work.resolve("build-" + count++));
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(tool + " " + arguments + "\n" + said);
        }
    }

    /** Sources of one jar. */
    final class Source {
        private final Map<String, String> files = new LinkedHashMap<>();
        private final List<Path> modulePath = new ArrayList<>(List.of(running(Platform.SPI)));
        private boolean needsAnnotations = true;
        private String version = "1.0";
        private String manifest = "";

        /** Adds a source or, if it is not Java, a resource. */
        Source file(String name, String content) {
            files.put(name, content);
            return this;
        }

        /** Compiles against more, before what is there already. */
        Source with(Path... modules) {
            modulePath.addAll(0, List.of(modules));
            return this;
        }

        Source version(String text) {
            version = text;
            return this;
        }

        Source manifest(String line) {
            manifest = line + "\n";
            return this;
        }

        Path jar(Path jar) throws IOException {
            Path sources = fresh();
            Path classes = fresh();
            List<String> java = new ArrayList<>();
            for (Map.Entry<String, String> file : files.entrySet()) {
                boolean source = file.getKey().endsWith(".java");
                Path path = (source ? sources : classes).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
                if (source) {
                    java.add(path.toString());
                }
            }
            if (!java.isEmpty()) {
                compile(classes, java);
            }
            pack(jar, classes);
            return jar;
        }

        private void compile(Path classes, List<String> java) throws IOException {
            if (needsAnnotations) {
                modulePath.add(annotations());
            }
            String path = modulePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            List<String> arguments = new ArrayList<>(List.of("--release", "25", "-nowarn", "-proc:none", "-d", classes.toString()));
            boolean modular = files.containsKey("module-info.java");
            arguments.addAll(modular ? List.of("--module-path", path) : List.of("--class-path", path));
            arguments.addAll(java);
            run("javac", arguments);
        }

        private void pack(Path jar, Path classes) throws IOException {
            Files.createDirectories(jar.getParent());
            Path lines = Files.writeString(fresh().resolve("manifest"), manifest);
            List<String> arguments = new ArrayList<>(List.of("--create", "--file", jar.toString(), "--manifest", lines.toString()));
            if (files.containsKey("module-info.java")) {
                arguments.addAll(List.of("--module-version", version));
            }
            arguments.addAll(List.of("-C", classes.toString(), "."));
            run("jar", arguments);
        }
    }
}
