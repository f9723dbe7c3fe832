package org.jackfield.spi;

/** Tells the operator of conditions that need a hand, for as long as they last. Thread-safe. */
public interface Alerts {
    /** Most conditions one plugin can raise at once; more are only logged. */
    int MAX_RAISED = 64;

    /**
     * Raises an alert, or changes its words. Published as {@link Events.Alert} and logged when it is new.
     *
     * @param key     names the condition: lower case letters, digits and dashes, such as {@code no-peers}
     * @param message what is wrong and what can be done
     */
    void raise(String key, String message);

    /** Ends an alert; nothing happens if there is none. */
    void clear(String key);
}
