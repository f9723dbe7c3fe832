/** Identify: tells peers who we are and learns who they are, once per connection and whenever something changes. */
@org.jspecify.annotations.NullMarked
module org.jackfield.proto.identify {
    requires transitive org.jackfield.spi;
    requires org.slf4j;
    requires com.google.protobuf;
    requires static transitive org.jspecify;

    exports org.jackfield.proto.identify;

    provides org.jackfield.spi.ProtocolProvider with org.jackfield.proto.identify.IdentifyProvider;
}
