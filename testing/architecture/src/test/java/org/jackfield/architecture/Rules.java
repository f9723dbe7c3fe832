package org.jackfield.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaGenericArrayType;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaWildcardType;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The rules of the house that bytecode can show. */
final class Rules {
    private static final String EVENT_LOOPS = "org.jackfield.spi.datapath.EventLoops";
    /** Where Netty may appear: the data path, on both sides of its SPI. */
    private static final String[] DATA_PATH = {"org.jackfield.spi.datapath..", "org.jackfield.spi.tck..", "org.jackfield.kernel..",
        "org.jackfield.transport..",
        "org.jackfield.security..", "org.jackfield.muxer..", "org.jackfield.gateway.."};

    private Rules() {}

    static ArchRule spiNeedsJavaBaseAlone() {
        Set<String> base = Object.class.getModule().getPackages();
        return classes().that().resideInAPackage("org.jackfield.spi..")
                .and().resideOutsideOfPackages("org.jackfield.spi.datapath..", "org.jackfield.spi.tck..")
                .should().onlyDependOnClassesThat(describe("are in java.base, the SPI or JSpecify",
                        type -> base.contains(type.getBaseComponentType().getPackageName()) || type.getBaseComponentType().isPrimitive()
                                || type.getPackageName().startsWith("org.jackfield.spi") || type.getPackageName().startsWith(
                                        "org.jspecify")))
                .because("a protocol author gets nothing else along with it");
    }

    static ArchRule nettyStaysInTheDataPath() {
        return noClasses().that().resideOutsideOfPackages(DATA_PATH)
                .and(not(resideInAPackage("org.jackfield.discovery.mdns..")))
                .should().dependOnClassesThat(resideInAnyPackage("io.netty..", "org.jackfield.spi.datapath.."))
                .because(
                        "authors of protocols, discovery, routing and records see blocking streams; a bulk plugin that needs buffers brings an ADR and an exception here");
    }

    /** Of the DNS library alone: mDNS is datagrams, no stack. */
    static ArchRule mdnsTakesOnlyDnsFromNetty() {
        return noClasses().that().resideInAPackage("org.jackfield.discovery.mdns..")
                .should().dependOnClassesThat(resideInAPackage("io.netty..").and(not(resideInAnyPackage("io.netty.handler.codec.dns..",
                        "io.netty.buffer.."))))
                .allowEmptyShould(true);
    }

    static ArchRule noChannelInPublicSignatures(Set<String> exported) {
        return classes().that(describe("are exported outside the data path SPI", type -> exported.contains(type.getPackageName())
                && !resideInAnyPackage("org.jackfield.spi.datapath..", "org.jackfield.spi.tck..").test(type))).should(showNoChannel());
    }

    static ArchRule everyoneStaysInItsPart() {
        return classes().should(new ArchCondition<>("name only what their part of the house may lean on") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> House.of(dependency.getTargetClass().getBaseComponentType().getPackageName()).isPresent())
                        .filter(dependency -> !House.allows(type.getPackageName(), dependency.getTargetClass().getBaseComponentType()
                                .getPackageName()))
                        .forEach(dependency -> events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        }).because("plugins lean on the SPI alone, the kernel on no plugin");
    }

    static ArchRule noPackageCycles() {
        return slices().matching("(**)").should().beFreeOfCycles();
    }

    static ArchRule recordsHoldNoArrays() {
        return fields().that(describe("are record components", field -> field.getOwner().isRecord() && !field.getModifiers().contains(
                JavaModifier.STATIC)))
                .should(new ArchCondition<>("hold no array") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        if (holdsArray(field.getType())) {
                            events.add(SimpleConditionEvent.violated(field, field.getFullName()
                                    + " holds an array: a record compares by content, wrap bytes"));
                        }
                    }
                });
    }

    static ArchRule onlyTaskCodeMakesThreads() {
        return noClasses().that().resideOutsideOfPackages("org.jackfield.kernel.task..", "org.jackfield.spi.tck..")
                .should().callCodeUnitWhere(describe("it makes a thread or an executor", Rules::makesThreads))
                .because("every thread has an owner that names, interrupts and joins it");
    }

    static ArchRule onlyTransportsGatewaysAndKernelMakeEventLoops() {
        return noClasses().that()
                .resideOutsideOfPackages("org.jackfield.transport..", "org.jackfield.spi.datapath.tcp..", "org.jackfield.gateway..",
                        "org.jackfield.kernel..",
                        "org.jackfield.spi.tck..")
                .and().haveNameNotMatching(Pattern.quote(EVENT_LOOPS) + ".*")
                .should().callCodeUnitWhere(describe("it makes an event loop or a timer thread", call -> isConstructor(call)
                        && (call.getTargetOwner().isAssignableTo(EVENT_LOOPS) || isLoopOfNetty(call.getTargetOwner()))));
    }

    private static boolean isLoopOfNetty(JavaClass type) {
        String name = type.getSimpleName();
        return type.getPackageName().startsWith("io.netty.") && (name.endsWith("Group") || name.endsWith("EventLoop")
                || name.equals("HashedWheelTimer"));
    }

    static ArchRule onlyTheCommandLinePrints() {
        return noClasses().that().resideOutsideOfPackage("org.jackfield.dist..")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .orShould().callMethodWhere(describe("it prints a stack trace", call -> call.getName().equals("printStackTrace")))
                .because("a node that is a library has no console");
    }

    static ArchRule nobodyLogsThroughTheJdk() {
        return noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging.."))
                .orShould().dependOnClassesThat().areAssignableTo(System.Logger.class)
                .because("slf4j is the one log");
    }

    static ArchRule nobodySleeps() {
        return noClasses().should().callMethodWhere(describe("it sleeps", call -> Set.of("java.lang.Thread.sleep",
                "java.util.concurrent.TimeUnit.sleep")
                .contains(call.getTargetOwner().getName() + "." + call.getName()))).because("code waits for a condition with a deadline");
    }

    static ArchRule onlyLoaderAndBinderReflect() {
        return noClasses().that()
                .resideOutsideOfPackages("org.jackfield.kernel.plugin..", "org.jackfield.kernel.config..", "org.jackfield.spi.tck..")
                .should().dependOnClassesThat(resideInAPackage("java.lang.reflect..")
                        .and(not(HasName.Predicates.nameMatching(
                                "java\\.lang\\.reflect\\.(UndeclaredThrowable|InaccessibleObject)Exception"))))
                .orShould().callMethodWhere(describe("it loads a class by name", call -> call.getTargetOwner().isEquivalentTo(Class.class)
                        && call.getName().equals("forName")));
    }

    /** Each rule that holds for all code, by its name. */
    static Collection<ArchRule> all(Set<String> exported) {
        return Stream.of(spiNeedsJavaBaseAlone(), nettyStaysInTheDataPath(), mdnsTakesOnlyDnsFromNetty(), noChannelInPublicSignatures(
                exported),
                everyoneStaysInItsPart(), noPackageCycles(), recordsHoldNoArrays(), onlyTaskCodeMakesThreads(),
                onlyTransportsGatewaysAndKernelMakeEventLoops(),
                onlyTheCommandLinePrints(), nobodyLogsThroughTheJdk(), nobodySleeps(), onlyLoaderAndBinderReflect()).toList();
    }

    private static boolean makesThreads(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        if (owner.isEquivalentTo(Thread.class)) {
            return isConstructor(call) || Set.of("ofVirtual", "ofPlatform", "startVirtualThread").contains(call.getName());
        }
        if (owner.getName().equals("java.util.concurrent.CompletableFuture")) return call.getName().endsWith("Async");
        return owner.getName().equals("java.util.concurrent.Executors")
                || isConstructor(call) && (owner.isAssignableTo("java.util.concurrent.Executor") && owner.getPackageName().startsWith(
                        "java.")
                        || owner.isAssignableTo(Thread.class) || owner.getName().equals("java.util.Timer"));
    }

    private static boolean holdsArray(JavaType type) {
        return switch (type) {
            case JavaClass raw -> raw.isArray();
            case JavaParameterizedType generic -> generic.getActualTypeArguments().stream().anyMatch(Rules::holdsArray);
            case JavaGenericArrayType _ -> true;
            case JavaWildcardType wildcard -> wildcard.getUpperBounds().stream().anyMatch(Rules::holdsArray);
            default -> false;
        };
    }

    private static boolean isConstructor(JavaCall<?> call) {
        return call.getTarget() instanceof AccessTarget.ConstructorCallTarget;
    }

    private static ArchCondition<JavaClass> showNoChannel() {
        return new ArchCondition<>("show no Netty channel in public signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!visible(type.getModifiers())) return;
                Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream()).flatMap(parent -> parent
                        .getAllInvolvedRawTypes().stream())
                        .filter(Rules::isChannel).forEach(channel -> events.add(SimpleConditionEvent.violated(type, type.getName()
                                + " is a " + channel.getName())));
                type.getMembers().stream().filter(member -> visible(member.getModifiers())).filter(Rules::showsChannel)
                        .forEach(member -> events.add(SimpleConditionEvent.violated(member, member.getFullName()
                                + " shows a Netty channel")));
            }
        };
    }

    private static boolean showsChannel(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream().anyMatch(Rules::isChannel);
    }

    private static boolean isChannel(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith("io.netty.channel");
    }

    private static boolean visible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static <T> DescribedPredicate<T> not(DescribedPredicate<T> predicate) {
        return DescribedPredicate.not(predicate);
    }
}
