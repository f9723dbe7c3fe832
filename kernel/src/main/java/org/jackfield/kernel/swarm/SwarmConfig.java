package org.jackfield.kernel.swarm;

import java.time.Duration;

/**
 * Bounds of the swarm; the config file's {@code host} section.
 *
 * @param dialTimeout        for all addresses of a peer together
 * @param upgradeTimeout     from a raw link to a connection
 * @param negotiationTimeout for the protocol of an inbound stream
 * @param maxConnections     inbound links beyond are refused
 * @param maxPendingUpgrades inbound links that are not connections yet; beyond, refused
 */
public record SwarmConfig(Duration dialTimeout, Duration upgradeTimeout, Duration negotiationTimeout, int maxConnections,
        int maxPendingUpgrades) {
    public static final SwarmConfig DEFAULTS = new SwarmConfig(Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(10), 4096,
            1024);
}
