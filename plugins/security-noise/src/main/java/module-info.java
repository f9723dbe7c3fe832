/** Noise XX with the libp2p payload: encrypts a link and proves who the peer is. */
@org.jspecify.annotations.NullMarked
module org.jackfield.security.noise {
    requires transitive org.jackfield.spi.datapath;
    requires io.netty.common;
    requires org.slf4j;
    requires org.conscrypt;
    requires org.bouncycastle.provider;
    requires com.google.protobuf;
    requires static org.jspecify;

    exports org.jackfield.security.noise;

    provides org.jackfield.spi.datapath.SecurityProvider with org.jackfield.security.noise.NoiseProvider;
}
