package org.jackfield.kernel.limits;

import java.util.List;
import java.util.Map;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.config.PrefixLimits;
import org.jackfield.kernel.config.ScopeLimits;

/** Configs that differ from the defaults in one thing. */
final class Configs {
    private static final LimitsConfig USUAL = LimitsConfig.defaults();

    private Configs() {}

    static LimitsConfig system(ScopeLimits system) {
        return of(system, USUAL.pending(), USUAL.peers(), USUAL.protocols(), USUAL.ip4(), USUAL.allow());
    }

    static LimitsConfig pending(ScopeLimits pending) {
        return of(USUAL.system(), pending, USUAL.peers(), USUAL.protocols(), USUAL.ip4(), USUAL.allow());
    }

    static LimitsConfig pending(ScopeLimits pending, List<String> allow) {
        return of(USUAL.system(), pending, USUAL.peers(), USUAL.protocols(), USUAL.ip4(), allow);
    }

    static LimitsConfig named(Map<String, ScopeLimits> peers, Map<String, ScopeLimits> protocols) {
        return of(USUAL.system(), USUAL.pending(), peers, protocols, USUAL.ip4(), USUAL.allow());
    }

    static LimitsConfig ip4(PrefixLimits ip4) {
        return of(USUAL.system(), USUAL.pending(), USUAL.peers(), USUAL.protocols(), ip4, USUAL.allow());
    }

    static LimitsConfig allow(ScopeLimits system, List<String> allow) {
        return of(system, USUAL.pending(), USUAL.peers(), USUAL.protocols(), USUAL.ip4(), allow);
    }

    private static LimitsConfig of(ScopeLimits system, ScopeLimits pending, Map<String, ScopeLimits> peers,
            Map<String, ScopeLimits> protocols, PrefixLimits ip4, List<String> allow) {
        return new LimitsConfig(system, pending, USUAL.allowed(), USUAL.peer(), peers, USUAL.protocol(), protocols, USUAL.protocolPerPeer(),
                USUAL.connection(), USUAL.stream(), ip4, USUAL.ip4Block(), USUAL.ip6(), USUAL.ip6Block(), allow);
    }
}
