/** Perf: measures how fast bytes travel between two peers. */
@org.jspecify.annotations.NullMarked
module org.jackfield.proto.perf {
    requires transitive org.jackfield.spi;
    requires static transitive org.jspecify;

    exports org.jackfield.proto.perf;

    provides org.jackfield.spi.ProtocolProvider with org.jackfield.proto.perf.PerfProvider;
}
