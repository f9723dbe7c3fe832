package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor.Exports;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped class keeps the rules of the house. */
class RulesTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .importLocations(Reactor.here().shipped().stream().map(artifact -> Location.of(URI.create("jar:" + artifact.jar().toUri()
                    + "!/"))).toList());

    static Collection<ArchRule> rules() {
        return Rules.all(exported());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        List<String> violations = rule.evaluate(SHIPPED).getFailureReport().getDetails();
        assertThat(violations).as(rule.getDescription()).isEmpty();
    }

    /** An import that went wrong would keep every rule. */
    @Test
    void allArtifactsAreLookedAt() {
        assertThat(Reactor.here().shipped()).isNotEmpty()
                .allSatisfy(artifact -> assertThat(SHIPPED).as(artifact.module()).anyMatch(type -> type.getPackageName().startsWith(artifact
                        .module())));
    }

    private static Set<String> exported() {
        return Reactor.here().shipped().stream().flatMap(artifact -> artifact.descriptor().exports().stream()).filter(exports -> !exports
                .isQualified())
                .map(Exports::source).collect(Collectors.toSet());
    }
}
