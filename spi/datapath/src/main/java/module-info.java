/**
 * The data path contract: transports, security protocols and muxers, on Netty's channels and buffers.
 *
 * <p>Protocol, discovery, routing and record plugins do not need it. Buffers follow five ownership rules: exactly one owner at a time, who
 * releases; {@code read} gives ownership to the caller; {@code write} takes it, also when it throws; any other parameter is borrowed;
 * whoever hands a buffer on never touches it again.
 */
@org.jspecify.annotations.NullMarked
module org.jackfield.spi.datapath {
    requires transitive org.jackfield.spi;
    requires transitive io.netty.buffer;
    requires transitive io.netty.transport;
    requires io.netty.common;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.jackfield.spi.datapath;
    exports org.jackfield.spi.datapath.tcp;
}
