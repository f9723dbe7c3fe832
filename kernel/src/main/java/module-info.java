/** The node: plugin loader, configuration, swarm and host. */
@org.jspecify.annotations.NullMarked
module org.jackfield.kernel {
    requires transitive org.jackfield.spi.datapath;
    requires io.netty.common;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.dns;
    requires io.netty.transport;
    requires java.management;
    requires jdk.jfr;
    requires jdk.management;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires static transitive org.jspecify;

    exports org.jackfield.kernel.ban;
    exports org.jackfield.kernel.config;
    exports org.jackfield.kernel.connection;
    exports org.jackfield.kernel.dial;
    exports org.jackfield.kernel.dns;
    exports org.jackfield.kernel.event;
    exports org.jackfield.kernel.host;
    exports org.jackfield.kernel.limits;
    exports org.jackfield.kernel.metrics;
    exports org.jackfield.kernel.peer;
    exports org.jackfield.kernel.plugin;
    exports org.jackfield.kernel.record;
    exports org.jackfield.kernel.routing;
    exports org.jackfield.kernel.swarm;
    exports org.jackfield.kernel.task;

    uses org.jackfield.spi.DiscoveryProvider;
    uses org.jackfield.spi.GaterProvider;
    uses org.jackfield.spi.PeerRoutingProvider;
    uses org.jackfield.spi.ProtocolProvider;
    uses org.jackfield.spi.RecordStoreProvider;
    uses org.jackfield.spi.RecordValidatorProvider;
    uses org.jackfield.spi.datapath.MuxerProvider;
    uses org.jackfield.spi.datapath.SecurityProvider;
    uses org.jackfield.spi.datapath.TransportProvider;
    uses org.jackfield.spi.http.GatewayProvider;
}
