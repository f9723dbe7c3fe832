package org.jackfield.dist.launch;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where this program lies and where it was called. The launcher starts Java in the installation, so that its module path is relative and the
 * installation can be moved; what the user typed is relative to where the user was.
 *
 * @param home    holds {@code lib} and {@code plugins}
 * @param working what relative paths of the user are below
 */
public record Installation(Path home, Path working) {
    private static final String HOME = "jackfield.home";
    private static final String WORKING = "jackfield.working";

    public Installation {
        home = home.toAbsolutePath().normalize();
        working = working.toAbsolutePath().normalize();
    }

    /** Gives what the launcher said; without a launcher both are the current directory. */
    public static Installation current() {
        return new Installation(Path.of(System.getProperty(HOME, "")), Path.of(System.getProperty(WORKING, "")));
    }

    /** Gives the version of the program. */
    public static String version() {
        return Optional.ofNullable(Installation.class.getModule().getDescriptor()).flatMap(ModuleDescriptor::rawVersion)
                .orElse("development");
    }

    /** Gives the path that the user means. */
    public Path typed(Path path) {
        return working.resolve(path).normalize();
    }
}
