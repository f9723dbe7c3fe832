package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that nothing breaks may be a rule that sees nothing: each one is shown classes that break it. */
class RulesCanFailTest {
    private static final Set<String> EXPORTED = Set.of("org.jackfield.muxer.fixture");
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages("org.jackfield.spi.fixture",
            "org.jackfield.proto.fixture",
            "org.jackfield.muxer.fixture", "org.jackfield.kernel.fixture", "org.jackfield.discovery.mdns.fixture");

    static Stream<Arguments> culprits() {
        return Stream.of(
                Arguments.of(Rules.spiNeedsJavaBaseAlone(), List.of("NeedsSql")),
                Arguments.of(Rules.nettyStaysInTheDataPath(), List.of("NeedsNetty", "Misbehaves.eventLoop")),
                Arguments.of(Rules.mdnsTakesOnlyDnsFromNetty(), List.of("NeedsChannels")),
                Arguments.of(Rules.noChannelInPublicSignatures(EXPORTED), List.of("ShowsChannel")),
                Arguments.of(Rules.everyoneStaysInItsPart(), List.of("NeedsKernel", "NeedsOtherPlugin", "NeedsPlugin")),
                Arguments.of(Rules.noPackageCycles(), List.of("fixture.one", "fixture.two")),
                Arguments.of(Rules.recordsHoldNoArrays(), List.of("HoldsArray.", "HoldsArrays.")),
                Arguments.of(Rules.onlyTaskCodeMakesThreads(), List.of("virtualThread", "plainThread", "executor", "pool", "timer",
                        "future")),
                Arguments.of(Rules.onlyTransportsGatewaysAndKernelMakeEventLoops(), List.of("eventLoop")),
                Arguments.of(Rules.onlyTheCommandLinePrints(), List.of("prints(", "printsError(")),
                Arguments.of(Rules.nobodyLogsThroughTheJdk(), List.of("logs(", "logsForTheSystem(")),
                Arguments.of(Rules.nobodySleeps(), List.of("sleeps(", "sleepsInUnits(")),
                Arguments.of(Rules.onlyLoaderAndBinderReflect(), List.of("reflects(", "loads(")));
    }

    @ParameterizedTest
    @MethodSource("culprits")
    void isBrokenBy(ArchRule rule, List<String> culprits) {
        String report = String.join("\n", rule.evaluate(FIXTURES).getFailureReport().getDetails());
        assertThat(report).contains(culprits);
    }

    @Test
    void everyRuleIsShownItsCulprit() {
        assertThat(culprits().map(arguments -> ((ArchRule) arguments.get()[0]).getDescription()))
                .containsExactlyElementsOf(Rules.all(EXPORTED).stream().map(ArchRule::getDescription).toList());
    }
}
