package org.jackfield.kernel.config;

import java.util.List;

/**
 * The section {@code stack}: the plugins of each kind; the order is the preference.
 *
 * @param transports carry bytes between machines
 * @param security   prove who is there
 * @param muxers     cut a connection into streams
 * @param protocols  are served on streams
 * @param discovery  finds peers
 * @param routing    finds the addresses of a peer
 * @param records    keep values under keys
 * @param validators decide which records count
 * @param gaters     refuse peers by rules of their own
 * @param gateways   answer others than peers
 */
public record StackConfig(List<PluginUse> transports, List<PluginUse> security, List<PluginUse> muxers, List<PluginUse> protocols,
        List<PluginUse> discovery, List<PluginUse> routing, List<PluginUse> records, List<PluginUse> validators, List<PluginUse> gaters,
        List<PluginUse> gateways) {
    public StackConfig {
        transports = List.copyOf(transports);
        security = List.copyOf(security);
        muxers = List.copyOf(muxers);
        protocols = List.copyOf(protocols);
        discovery = List.copyOf(discovery);
        routing = List.copyOf(routing);
        records = List.copyOf(records);
        validators = List.copyOf(validators);
        gaters = List.copyOf(gaters);
        gateways = List.copyOf(gateways);
    }

    /**
     * Gives what any libp2p peer understands. Not {@code perf}, which sends anyone as many bytes as they ask for, and not {@code mplex},
     * which has no flow control. No gateway: it would open a port.
     */
    public static StackConfig defaults() {
        return new StackConfig(List.of(PluginUse.of("tcp")), List.of(PluginUse.of("noise")), List.of(PluginUse.of("yamux")),
                List.of(PluginUse.of("ping"), PluginUse.of("identify")), List.of(PluginUse.of("mdns"), PluginUse.of("bootstrap")),
                List.of(),
                List.of(), List.of(), List.of(), List.of());
    }
}
