package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.Component;
import org.jackfield.spi.Provider;

/**
 * What every provider and component promises, whatever its kind. The contracts of the kinds extend this one.
 *
 * @param <T> the kind of component
 * @param <C> its options
 */
public abstract class ProviderContract<T extends Component, C extends Record> {
    private static final File OPEN_FILES = new File("/proc/self/fd");

    private final Provider<T, C> provider;
    private final C config;
    private FakeNetwork network = new FakeNetwork();
    private FakePluginContext context = new FakePluginContext(network.host());

    /**
     * @param config the options most tests run with; those of production or smaller
     */
    protected ProviderContract(Provider<T, C> provider, C config) {
        this.provider = provider;
        this.config = config;
    }

    /** Makes a fresh network, host and context. */
    @BeforeEach
    final void makeContext() {
        network = new FakeNetwork();
        context = new FakePluginContext(network.host());
    }

    /** Ends what the plugin forked. */
    @AfterEach
    final void closeContext() {
        context.close();
        assertThat(context.failures()).as("what forked tasks threw").isEmpty();
    }

    /** Gives the options given to the constructor. */
    protected final C config() {
        return config;
    }

    /** Gives the network of this test; make more hosts there. */
    protected final FakeNetwork network() {
        return network;
    }

    /** Gives what {@link #create} lends the plugin. */
    protected final FakePluginContext context() {
        return context;
    }

    /** Makes a component that is not started. */
    protected final T create() {
        return provider.create(config, context);
    }

    /** Makes a component and starts it; the caller closes it. */
    protected final T start() throws IOException {
        return start(context);
    }

    /** Makes a component for another context and starts it; the caller closes it. */
    protected final T start(FakePluginContext lent) throws IOException {
        T component = provider.create(config, lent);
        lent.started();
        component.start();
        return component;
    }

    @Test
    final void isNamedInLowerCaseLettersDigitsAndDashes() {
        assertThat(provider.name()).matches("[a-z0-9]+(-[a-z0-9]+)*").hasSizeLessThanOrEqualTo(64);
    }

    @Test
    final void isMadeByAPublicConstructorWithoutParameters() {
        Class<?> type = provider.getClass();
        assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type).isTrue();
        assertThatCode(type::getConstructor).doesNotThrowAnyException();
    }

    @Test
    final void givesTheSameDefaultsEachTime() {
        assertThat(provider.defaults()).isEqualTo(provider.defaults());
    }

    @Test
    final void keepsItsOptionsInAPublicRecordOfAnExportedPackage() {
        Class<?> type = provider.defaults().getClass();
        assertThat(type.isRecord()).as("%s is a record", type).isTrue();
        assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type).isTrue();
        assertThat(type.getModule().isExported(type.getPackageName())).as("package of %s is exported", type).isTrue();
        for (RecordComponent component : type.getRecordComponents()) {
            assertThat(component.getType().isArray()).as("option %s is an array, which a record cannot compare", component.getName())
                    .isFalse();
        }
    }

    @Test
    final void createsAComponentOfItsDefaults() throws IOException {
        try (T component = provider.create(provider.defaults(), context)) {
            assertThat(component).isNotNull();
        }
    }

    @Test
    final void createsWithoutThreadsFilesAndTasks() throws IOException {
        provider.create(config, new FakePluginContext()).close(); // loads what a first time loads
        Set<Thread> threads = threads();
        int files = openFiles();
        try (T component = create()) {
            assertThat(component).isNotNull();
            assertThat(threads()).as("threads after create()").isSubsetOf(threads);
            assertThat(openFiles()).as("open files after create()").isLessThanOrEqualTo(files);
            assertThat(context.running()).as("tasks after create()").isZero();
        }
    }

    @Test
    final void closesWithoutStartAndTwice() throws IOException {
        T component = create();
        component.close();
        component.close();
    }

    @Test
    final void closesAfterStartAndTwice() throws IOException {
        T component = start();
        component.close();
        component.close();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !isOfTheJvm(thread)).collect(Collectors.toSet());
    }

    /** Carriers of virtual threads, compilers and the like come and go by themselves. */
    private static boolean isOfTheJvm(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null || group.getName().equals("system") || group.getName().equals("InnocuousThreadGroup")
                || thread.getName().startsWith("ForkJoinPool") || thread.getName().startsWith("VirtualThread");
    }

    /** Counts open files and sockets where the system tells; elsewhere always 0. */
    private static int openFiles() {
        String[] names = OPEN_FILES.list();
        return names == null ? 0 : names.length;
    }
}
