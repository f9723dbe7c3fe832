import org.jackfield.muxer.yamux.YamuxProvider;
import org.jackfield.spi.datapath.MuxerProvider;

/** Many streams over one connection by yamux, {@code /yamux/1.0.0}, with flow control per stream. */
@org.jspecify.annotations.NullMarked
module org.jackfield.muxer.yamux {
    requires transitive org.jackfield.spi.datapath;
    requires static transitive org.jspecify;
    requires io.netty.common;
    requires org.slf4j;

    exports org.jackfield.muxer.yamux;

    provides MuxerProvider with YamuxProvider;
}
