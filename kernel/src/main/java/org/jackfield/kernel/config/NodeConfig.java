package org.jackfield.kernel.config;

/** Everything the config file says; the options of plugins are still as written. */
public record NodeConfig(HostConfig host, DialConfig dial, ConnectionsConfig connections, LimitsConfig limits, PeersConfig peers,
        PluginsConfig plugins, StackConfig stack) {
    /** Gives the config of a node that is started without a file. */
    public static NodeConfig defaults() {
        return new NodeConfig(HostConfig.defaults(), DialConfig.defaults(), ConnectionsConfig.defaults(), LimitsConfig.defaults(),
                PeersConfig.defaults(), PluginsConfig.defaults(), StackConfig.defaults());
    }
}
