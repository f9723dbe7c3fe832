package org.jackfield.discovery.mdns;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Options of mDNS.
 *
 * @param serviceName     who finds whom: nodes of one name. A private network has its own, {@code _p2p-<fingerprint>._udp.local}
 * @param interfaces      names of the network interfaces to use; none means all that are up
 * @param ipv6            whether to speak over IPv6 too
 * @param interval        from the first question to the second, 100 ms to 1 h; it doubles from one to the next
 * @param longestInterval how long the interval gets at most, {@code interval} to 1 h
 * @param ttl             for how long others may believe an answer, 1 s to 1 d
 */
public record MdnsConfig(String serviceName, List<String> interfaces, boolean ipv6, Duration interval, Duration longestInterval,
        Duration ttl) {
    private static final Pattern SERVICE = Pattern.compile("_[a-z0-9][a-z0-9-]{0,61}\\._udp\\.local");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    public MdnsConfig {
        if (!SERVICE.matcher(serviceName).matches()) {
            throw new IllegalArgumentException("service-name is a name such as _p2p._udp.local in small letters: " + serviceName);
        }
        interfaces = List.copyOf(interfaces);
        within("interval", interval, SHORTEST, LONGEST);
        within("longest-interval", longestInterval, interval, LONGEST);
        within("ttl", ttl, Duration.ofSeconds(1), Duration.ofDays(1));
    }

    private static void within(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(option + " is " + least + " to " + most + ": " + value);
        }
    }
}
