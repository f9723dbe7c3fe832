import org.jspecify.annotations.NullMarked;

/** Keys that sign, and the check of what others signed: Bouncy Castle's light interface and the JDK, without registering a provider. */
@NullMarked
module org.jackfield.crypto {
    requires transitive org.jackfield.spi;
    requires static transitive org.jspecify;
    requires org.bouncycastle.provider;

    exports org.jackfield.crypto;
}
