package org.jackfield.kernel.swarm;

import java.time.Duration;

import org.jackfield.kernel.config.ConnectionsConfig;
import org.jackfield.kernel.config.DialConfig;
import org.jackfield.kernel.config.LimitsConfig;

/**
 * Bounds of the swarm.
 *
 * @param dial               bounds of dials; the config file's section {@code dial}
 * @param upgradeTimeout     from a raw link to a connection
 * @param negotiationTimeout for the protocol of an inbound stream
 * @param limits             what may be used at once; the config file's section {@code limits}
 * @param connections        which connections stay and come back; the config file's section {@code connections}
 */
public record SwarmConfig(DialConfig dial, Duration upgradeTimeout, Duration negotiationTimeout, LimitsConfig limits,
        ConnectionsConfig connections) {
    public static final SwarmConfig DEFAULTS = new SwarmConfig(DialConfig.defaults(), Duration.ofSeconds(15), Duration.ofSeconds(10),
            LimitsConfig.defaults(), ConnectionsConfig.defaults());
}
