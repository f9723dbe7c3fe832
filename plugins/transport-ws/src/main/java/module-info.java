/** WebSockets over TCP and TLS. */
@org.jspecify.annotations.NullMarked
module org.jackfield.transport.ws {
    requires transitive org.jackfield.spi.datapath;
    requires io.netty.common;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.handler;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.jackfield.transport.ws;

    provides org.jackfield.spi.datapath.TransportProvider with org.jackfield.transport.ws.WsProvider;
}
