package org.jackfield.kernel.dial;

import org.jackfield.kernel.config.DialConfig;
import org.jackfield.kernel.dns.AddressResolver;
import org.jackfield.kernel.task.Tasks;

/**
 * What all dials of a node share.
 *
 * @param connector makes connections
 * @param config    bounds
 * @param resolver  replaces names
 * @param slots     bound all dials together
 * @param backoff   remembers what failed
 * @param tasks     makes the threads
 * @param outcomes  hears what comes of each address
 */
record DialContext<C>(Connector<C> connector, DialConfig config, AddressResolver resolver, DialSlots slots, DialBackoff backoff,
        Tasks tasks, Outcomes outcomes) {}
