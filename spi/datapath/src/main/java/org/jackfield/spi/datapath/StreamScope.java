package org.jackfield.spi.datapath;

/** What one stream may use of this node. */
public interface StreamScope extends MemoryBudget {
    /**
     * Gives everything back: the stream has ended and holds no bytes any more. Idempotent.
     *
     * @param clean  whether both sides said everything they had to say
     * @param reason in words, for the operator
     */
    void ended(boolean clean, String reason);
}
