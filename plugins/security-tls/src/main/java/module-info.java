/** TLS 1.3 with the libp2p certificate: encrypts a link and proves who the peer is. */
@org.jspecify.annotations.NullMarked
module org.jackfield.security.tls {
    requires transitive org.jackfield.spi.datapath;
    requires io.netty.common;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;
    requires static org.jspecify;

    exports org.jackfield.security.tls;

    provides org.jackfield.spi.datapath.SecurityProvider with org.jackfield.security.tls.TlsProvider;
}
