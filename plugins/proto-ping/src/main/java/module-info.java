/** Ping: tells that a peer is there, and how far away. */
@org.jspecify.annotations.NullMarked
module org.jackfield.proto.ping {
    requires transitive org.jackfield.spi;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.jackfield.proto.ping;

    provides org.jackfield.spi.ProtocolProvider with org.jackfield.proto.ping.PingProvider;
}
