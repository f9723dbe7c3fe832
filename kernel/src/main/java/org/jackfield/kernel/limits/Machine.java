package org.jackfield.kernel.limits;

import java.lang.management.ManagementFactory;
import java.util.List;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * What this process may have.
 *
 * @param heap        most bytes of heap
 * @param direct      most bytes outside the heap
 * @param descriptors most open files and sockets
 */
public record Machine(long heap, long direct, long descriptors) {
    private static final String DIRECT = "-XX:MaxDirectMemorySize=";
    private static final List<String> UNITS = List.of("", "k", "m", "g", "t");

    /** Looks at this process. */
    public static Machine here() {
        long heap = Runtime.getRuntime().maxMemory();
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
        return new Machine(heap, direct(ManagementFactory.getRuntimeMXBean().getInputArguments(), heap), descriptors);
    }

    /** The JVM gives as much outside the heap as inside, unless an option says otherwise. */
    static long direct(List<String> options, long heap) {
        long direct = heap;
        for (String option : options) {
            if (option.startsWith(DIRECT)) {
                direct = size(option.substring(DIRECT.length()), heap);
            }
        }
        return direct;
    }

    private static long size(String text, long otherwise) {
        String digits = text.replaceAll("\\D+$", "");
        int unit = UNITS.indexOf(text.substring(digits.length()).toLowerCase(java.util.Locale.ROOT));
        if (unit < 0 || !digits.matches("\\d{1,12}") || digits.equals("0")) {
            return otherwise;
        }
        return Long.parseLong(digits) << (10 * unit);
    }
}
