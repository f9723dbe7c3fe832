/** HTTP/1.1 for the whole node: metrics, health, and what other plugins answer. */
@org.jspecify.annotations.NullMarked
module org.jackfield.gateway.http {
    requires transitive org.jackfield.spi;
    requires org.jackfield.spi.datapath;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.jackfield.gateway.http;

    provides org.jackfield.spi.http.GatewayProvider with org.jackfield.gateway.http.HttpGatewayProvider;
}
