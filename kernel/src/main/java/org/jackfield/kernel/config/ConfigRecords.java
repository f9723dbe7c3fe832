package org.jackfield.kernel.config;

/** Tells authors early whether their config record can be one. */
public final class ConfigRecords {
    private ConfigRecords() {}

    /**
     * Checks that the kernel can read and make records of this type.
     *
     * @throws IllegalArgumentException with what is wrong: not public, not exported, a component of an unknown type
     */
    public static void check(Class<? extends Record> type) {
        RecordShape.of(type);
    }
}
