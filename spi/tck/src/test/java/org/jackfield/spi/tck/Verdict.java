package org.jackfield.spi.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract on a plugin and tells which promises it found broken. */
final class Verdict {
    /** What hangs is found hanging after this. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private Verdict() {}

    /** Runs all tests; gives the names of those that failed at least once. */
    static Set<String> failuresOf(Class<?> contractTest) {
        return names(run(Await.PATIENCE, List.of(selectClass(contractTest))));
    }

    /** Runs some tests; gives the names of those that failed at least once. */
    static Set<String> failuresOf(Class<?> contractTest, String... methods) {
        return names(run(Await.PATIENCE, selectors(contractTest, methods)));
    }

    /** As {@link #failuresOf}, for tests that are expected to fail: what takes long is taken to hang. */
    static Set<String> soonFailuresOf(Class<?> contractTest, String... methods) {
        return names(run(SHORT, selectors(contractTest, methods)));
    }

    /** Runs some tests, or all if none is named; fails with the first failure. */
    static void assertNoFailures(Class<?> contractTest, String... methods) {
        Events tests = run(Await.PATIENCE, methods.length == 0 ? List.of(selectClass(contractTest)) : selectors(contractTest, methods));
        tests.failed().stream().findFirst().ifPresent(event -> {
            throw new AssertionError(name(event), event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElse(null));
        });
    }

    private static List<? extends DiscoverySelector> selectors(Class<?> contractTest, String... methods) {
        return Arrays.stream(methods).map(name -> method(contractTest, name)).toList();
    }

    private static Events run(Duration patience, List<? extends DiscoverySelector> selectors) {
        Events tests = execute(patience, selectors);
        if (tests.started().count() < selectors.size()) {
            throw new IllegalArgumentException("tests that do not start: " + selectors);
        }
        return tests;
    }

    private static Set<String> names(Events tests) {
        Set<String> failed = new TreeSet<>();
        tests.failed().stream().map(Verdict::name).forEach(failed::add);
        return failed;
    }

    private static Events execute(Duration patience, List<? extends DiscoverySelector> selectors) {
        try {
            return Await.with(patience, () -> EngineTestKit.engine("junit-jupiter").selectors(selectors.toArray(DiscoverySelector[]::new))
                    .execute().testEvents());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DiscoverySelector method(Class<?> type, String name) {
        Method found = Stream.<Class<?>>iterate(type, each -> each != Object.class, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(each -> each.getName().equals(name) && !each.isSynthetic())
                .findFirst().orElseThrow(() -> new IllegalArgumentException("no test " + name));
        return selectMethod(type, found);
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getSource().map(source -> ((MethodSource) source).getMethodName()).orElseThrow();
    }
}
