package org.jackfield.kernel.task;

/** Work that is done when the process is asked to end, by a signal or by {@link System#exit}. */
public final class ExitHook {
    private ExitHook() {}

    /** Registers work; the process waits for it, a second signal does not cut it short. */
    public static void add(String name, Runnable work) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name(name).unstarted(work));
    }
}
