/**
 * The contracts that every plugin keeps, as abstract JUnit classes, and the fakes they run on.
 *
 * <p>A plugin's test extends the contract of its kind and hands over its provider and a configuration; less than twenty lines. What is fake
 * here is a peer, a link or a clock, never the thing under test.
 */
@org.jspecify.annotations.NullMarked
module org.jackfield.spi.tck {
    requires transitive org.jackfield.spi;
    requires transitive org.jackfield.spi.datapath;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.assertj.core;
    requires org.jackfield.crypto;
    requires io.netty.common;
    requires static transitive org.jspecify;

    exports org.jackfield.spi.tck;

    opens org.jackfield.spi.tck to org.junit.platform.commons;
}
