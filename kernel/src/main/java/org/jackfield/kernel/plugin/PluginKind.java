package org.jackfield.kernel.plugin;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jackfield.kernel.config.PluginUse;
import org.jackfield.kernel.config.StackConfig;
import org.jackfield.spi.Component;
import org.jackfield.spi.Discovery;
import org.jackfield.spi.DiscoveryProvider;
import org.jackfield.spi.Gater;
import org.jackfield.spi.GaterProvider;
import org.jackfield.spi.PeerRouting;
import org.jackfield.spi.PeerRoutingProvider;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolProvider;
import org.jackfield.spi.Provider;
import org.jackfield.spi.RecordStore;
import org.jackfield.spi.RecordStoreProvider;
import org.jackfield.spi.RecordValidator;
import org.jackfield.spi.RecordValidatorProvider;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.datapath.SecurityProvider;
import org.jackfield.spi.datapath.StreamMuxer;
import org.jackfield.spi.datapath.Transport;
import org.jackfield.spi.datapath.TransportProvider;
import org.jackfield.spi.http.Gateway;
import org.jackfield.spi.http.GatewayProvider;

/**
 * One kind of plugin.
 *
 * @param key       the list under {@code stack}
 * @param noun      names one of them in a message
 * @param service   what its providers implement
 * @param component what its providers make
 * @param uses      what a config picks of this kind
 */
public record PluginKind<T extends Component>(String key, String noun, Class<?> service, Class<T> component,
        Function<StackConfig, List<PluginUse>> uses) {

    public static final PluginKind<Transport> TRANSPORT = new PluginKind<>("transports", "transport", TransportProvider.class,
            Transport.class, StackConfig::transports);
    public static final PluginKind<SecurityProtocol> SECURITY = new PluginKind<>("security", "security protocol", SecurityProvider.class,
            SecurityProtocol.class, StackConfig::security);
    public static final PluginKind<StreamMuxer> MUXER = new PluginKind<>("muxers", "muxer", MuxerProvider.class, StreamMuxer.class,
            StackConfig::muxers);
    public static final PluginKind<Protocol> PROTOCOL = new PluginKind<>("protocols", "protocol", ProtocolProvider.class, Protocol.class,
            StackConfig::protocols);
    public static final PluginKind<Discovery> DISCOVERY = new PluginKind<>("discovery", "discovery method", DiscoveryProvider.class,
            Discovery.class, StackConfig::discovery);
    public static final PluginKind<PeerRouting> ROUTING = new PluginKind<>("routing", "peer router", PeerRoutingProvider.class,
            PeerRouting.class, StackConfig::routing);
    public static final PluginKind<RecordStore> RECORDS = new PluginKind<>("records", "record store", RecordStoreProvider.class,
            RecordStore.class, StackConfig::records);
    public static final PluginKind<RecordValidator> VALIDATOR = new PluginKind<>("validators", "record validator",
            RecordValidatorProvider.class, RecordValidator.class, StackConfig::validators);
    public static final PluginKind<Gateway> GATEWAY = new PluginKind<>("gateways", "gateway", GatewayProvider.class, Gateway.class,
            StackConfig::gateways);

    public static final PluginKind<Gater> GATER = new PluginKind<>("gaters", "gater", GaterProvider.class, Gater.class,
            StackConfig::gaters);

    /** All kinds, in the order in which they stand in a config. */
    public static final List<PluginKind<?>> ALL = List.of(TRANSPORT, SECURITY, MUXER, PROTOCOL, DISCOVERY, ROUTING, RECORDS, VALIDATOR,
            GATER, GATEWAY);

    /** Finds the kind of a provider; empty if it implements {@link Provider} alone. */
    static Optional<PluginKind<?>> of(Provider<?, ?> provider) {
        return ALL.stream().filter(kind -> kind.service.isInstance(provider)).findFirst();
    }

    @Override
    public String toString() {
        return noun;
    }
}
