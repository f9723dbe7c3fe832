package org.jackfield.spi.datapath;

/** Memory that may be used: reserved before it is allocated. Thread-safe; does not block. */
public interface MemoryBudget {
    /**
     * Reserves memory.
     *
     * @return false if a limit of this node stands in the way; the refusal is counted and told by the budget
     */
    boolean reserve(long bytes);

    /** Gives memory back; not more than was reserved. */
    void release(long bytes);
}
