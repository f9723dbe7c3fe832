/**
 * The contract between a Jackfield node and its plugins.
 *
 * <p>Needs nothing but {@code java.base}. A protocol, discovery, routing or record plugin compiles against this module alone; transports,
 * security protocols and muxers add {@code org.jackfield.spi.datapath}.
 */
@org.jspecify.annotations.NullMarked
module org.jackfield.spi {
    requires static transitive org.jspecify;

    exports org.jackfield.spi;
    exports org.jackfield.spi.http;
    exports org.jackfield.spi.metrics;
    exports org.jackfield.spi.multiformats;
    exports org.jackfield.spi.peer;
    exports org.jackfield.spi.snapshot;
}
