/** Bootstrap: finds the network by peers that are known beforehand, and by those that proved steady. */
@org.jspecify.annotations.NullMarked
module org.jackfield.discovery.bootstrap {
    requires transitive org.jackfield.spi;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.jackfield.discovery.bootstrap;

    provides org.jackfield.spi.DiscoveryProvider with org.jackfield.discovery.bootstrap.BootstrapProvider;
}
