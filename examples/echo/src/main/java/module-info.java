/** The plugin of the plugin guide. */
module com.example.echo {
    requires org.jackfield.spi;

    exports com.example.echo;

    provides org.jackfield.spi.ProtocolProvider with com.example.echo.EchoProvider;
}
