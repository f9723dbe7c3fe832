/** mDNS: finds peers on the local network, and is found there, without any configuration. */
@org.jspecify.annotations.NullMarked
module org.jackfield.discovery.mdns {
    requires transitive org.jackfield.spi;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.jackfield.discovery.mdns;

    provides org.jackfield.spi.DiscoveryProvider with org.jackfield.discovery.mdns.MdnsProvider;
}
