import org.jackfield.muxer.mplex.MplexProvider;
import org.jackfield.spi.datapath.MuxerProvider;

/**
 * Many streams over one connection by mplex, {@code /mplex/6.7.0}: for peers that speak nothing newer. It has no flow control, so a stream
 * whose reader is too slow is reset.
 */
@org.jspecify.annotations.NullMarked
module org.jackfield.muxer.mplex {
    requires transitive org.jackfield.spi.datapath;
    requires static transitive org.jspecify;
    requires io.netty.common;
    requires org.slf4j;

    exports org.jackfield.muxer.mplex;

    provides MuxerProvider with MplexProvider;
}
