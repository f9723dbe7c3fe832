/** What a user starts: the command line, the admin socket and the assembly of a node from its config and plugins. */
@org.jspecify.annotations.NullMarked
module org.jackfield.dist {
    requires transitive org.jackfield.kernel;
    requires transitive org.jackfield.crypto;
    requires org.jackfield.proto.perf;
    requires org.jackfield.proto.ping;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.jackfield.dist.launch;

    opens org.jackfield.dist.cli to info.picocli;

    provides ch.qos.logback.classic.spi.Configurator with org.jackfield.dist.log.StderrLog;
}
