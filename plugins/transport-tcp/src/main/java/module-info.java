/** TCP over IPv4 and IPv6. */
@org.jspecify.annotations.NullMarked
module org.jackfield.transport.tcp {
    requires transitive org.jackfield.spi.datapath;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.jackfield.transport.tcp;

    provides org.jackfield.spi.datapath.TransportProvider with org.jackfield.transport.tcp.TcpProvider;
}
