package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each jar tells the module system. */
class ModuleSurfaceTest {
    private static final String FOLDER = "module-surface";

    static List<Artifact> shipped() {
        return Reactor.here().shipped();
    }

    /** Without the examples, which show the least that a plugin needs. */
    static List<Artifact> ours() {
        return shipped().stream().filter(artifact -> artifact.module().startsWith("org.jackfield.")).toList();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void isTheReviewedOne(Artifact artifact) throws IOException {
        Golden.check(FOLDER + "/" + artifact.module() + ".txt", surface(artifact.descriptor()));
    }

    @Test
    void everyGoldenHasItsModule() throws IOException {
        assertThat(Golden.names(FOLDER)).isEqualTo(shipped().stream().map(artifact -> artifact.module() + ".txt").sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void isExplicitAndOfThisVersion(Artifact artifact) {
        assertThat(artifact.descriptor().isAutomatic()).as("automatic").isFalse();
        assertThat(artifact.descriptor().rawVersion()).as("version").contains(artifact.version());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void isNullMarked(Artifact artifact) {
        assertThat(annotations(artifact)).as("annotations of module-info").contains("Lorg/jspecify/annotations/NullMarked;");
    }

    /** The plugin loader refuses a plugin by the SPI version it was compiled with, so that has to be in its descriptor. */
    @ParameterizedTest
    @MethodSource("shipped")
    void namesTheVersionOfTheSpiItWasCompiledWith(Artifact artifact) {
        assertThat(artifact.descriptor().requires()).filteredOn(requires -> requires.name().startsWith("org.jackfield."))
                .allSatisfy(requires -> assertThat(requires.rawCompiledVersion()).as(requires.name()).contains(artifact.version()));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void packagesStartWithTheModuleName(Artifact artifact) {
        assertThat(artifact.descriptor().packages())
                .allSatisfy(name -> assertThat(name + ".").startsWith(artifact.module() + "."));
    }

    @Test
    void aChangedSurfaceIsShownLineByLine() {
        assertThat(Golden.difference("a.txt", List.of("module a", "requires b"), List.of("module a", "requires c")))
                .contains("  - requires b\n", "  + requires c\n", "-Dgolden.update").doesNotContain("module a\n");
    }

    @Test
    void theSurfaceShowsExportsRequirementsAndServices() {
        ModuleDescriptor descriptor = ModuleDescriptor.newModule("a.b").requires("z").requires(Set.of(Requires.Modifier.STATIC,
                Requires.Modifier.TRANSITIVE), "y")
                .exports("a.b").exports("a.b.friend", Set.of("f")).opens("a.b.open").uses("s.Service").provides("s.Other", List.of(
                        "a.b.One"))
                .packages(Set.of("a.b.hidden")).build();
        assertThat(surface(descriptor)).containsExactly("module a.b", "exports a.b", "exports a.b.friend to f", "opens a.b.open",
                "requires mandated java.base", "requires static transitive y", "requires z", "uses s.Service",
                "provides s.Other with a.b.One", "contains a.b.hidden");
    }

    /** Without versions: an upgrade of a library is no change of the surface. */
    private static List<String> surface(ModuleDescriptor descriptor) {
        var lines = new ArrayList<String>();
        lines.add((descriptor.isOpen() ? "open " : "") + "module " + descriptor.name());
        descriptor.mainClass().ifPresent(main -> lines.add("main " + main));
        descriptor.exports().stream().map(exports -> "exports " + exports.source() + to(exports.targets())).sorted().forEach(lines::add);
        descriptor.opens().stream().map(opens -> "opens " + opens.source() + to(opens.targets())).sorted().forEach(lines::add);
        descriptor.requires().stream().map(ModuleSurfaceTest::requirement).sorted().forEach(lines::add);
        descriptor.uses().stream().map(service -> "uses " + service).sorted().forEach(lines::add);
        descriptor.provides().stream().map(provides -> "provides " + provides.service() + " with " + String.join(", ", provides
                .providers())).sorted()
                .forEach(lines::add);
        Set<String> shown = Stream.concat(descriptor.exports().stream().map(ModuleDescriptor.Exports::source),
                descriptor.opens().stream().map(ModuleDescriptor.Opens::source)).collect(Collectors.toSet());
        descriptor.packages().stream().filter(name -> !shown.contains(name)).map(name -> "contains " + name).sorted().forEach(lines::add);
        return lines;
    }

    private static String requirement(Requires requires) {
        String modifiers = requires.modifiers().stream().map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ").sorted().collect(
                Collectors.joining());
        return "requires " + modifiers + requires.name();
    }

    private static String to(Set<String> targets) {
        return targets.isEmpty() ? "" : " to " + String.join(", ", new TreeSet<>(targets));
    }

    private static List<String> annotations(Artifact artifact) {
        return ClassFile.of().parse(artifact.bytes("module-info.class")).findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream()).map(Annotation::classSymbol).map(symbol -> symbol
                        .descriptorString())
                .toList();
    }
}
