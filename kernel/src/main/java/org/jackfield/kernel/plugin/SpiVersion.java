package org.jackfield.kernel.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two numbers that decide whether a plugin fits: an SPI of the same major grows, its minor counts the growth. */
record SpiVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:[^\\d].*)?");

    static Optional<SpiVersion> parse(String version) {
        Matcher form = FORM.matcher(version);
        return form.matches()
                ? Optional.of(new SpiVersion(Integer.parseInt(form.group(1)), form.group(2) == null ? 0 : Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /** Tells whether a node with this SPI has all that a plugin compiled against the other may use. */
    boolean serves(SpiVersion compiled) {
        return compiled.major == major && compiled.minor <= minor;
    }
}
