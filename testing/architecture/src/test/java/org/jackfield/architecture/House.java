package org.jackfield.architecture;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of the house and who may lean on whom; every package belongs to exactly one part. */
enum House {
    SPI("org.jackfield.spi"), DATAPATH("org.jackfield.spi.datapath"), TCK("org.jackfield.spi.tck"), CRYPTO("org.jackfield.crypto"), KERNEL(
            "org.jackfield.kernel"),
    DIST("org.jackfield.dist"), PLUGIN("org.jackfield");

    private final String root;

    House(String root) {
        this.root = root;
    }

    /** The part a package belongs to, empty outside org.jackfield; what is no known part is a plugin. */
    static Optional<House> of(String packageName) {
        return Stream.of(values()).filter(part -> inside(packageName, part.root)).max(Comparator.comparingInt(part -> part.root.length()));
    }

    /** Whether code of one package may name code of the other, which is ours; code from outside is a plugin's. */
    static boolean allows(String from, String to) {
        House origin = of(from).orElse(PLUGIN);
        House target = of(to).orElseThrow();
        if (origin == PLUGIN && target == PLUGIN) return plugin(from).equals(plugin(to));
        return origin == target || origin.needs().contains(target);
    }

    private Set<House> needs() {
        return switch (this) {
            case SPI -> EnumSet.noneOf(House.class);
            case DATAPATH, CRYPTO -> EnumSet.of(SPI);
            case PLUGIN -> EnumSet.of(SPI, DATAPATH);
            case TCK, KERNEL -> EnumSet.of(SPI, DATAPATH, CRYPTO);
            // the command line is a client of some protocols, as of ping
            case DIST -> EnumSet.of(SPI, DATAPATH, CRYPTO, KERNEL, PLUGIN);
        };
    }

    /** {@code org.jackfield.muxer.yamux} for each package in it: a plugin's module name has four words. */
    private static String plugin(String packageName) {
        return Stream.of(packageName.split("\\.")).limit(4).reduce((a, b) -> a + "." + b).orElseThrow();
    }

    private static boolean inside(String packageName, String root) {
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }
}
