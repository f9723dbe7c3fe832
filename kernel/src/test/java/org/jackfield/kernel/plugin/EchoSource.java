package org.jackfield.kernel.plugin;

/** Sources of a small protocol plugin. */
final class EchoSource {
    static final String MODULE = """
        module com.example.echo {
            requires org.jackfield.spi;
            exports com.example.echo;
            provides org.jackfield.spi.ProtocolProvider with com.example.echo.EchoProvider;
        }
        """;
    static final String FILE = "com/example/echo/EchoProvider.java";
    static final String CONFIG_FILE = "com/example/echo/EchoConfig.java";
    static final String CONFIG = """
        package com.example.echo;
        public record EchoConfig(java.time.Duration timeout) {
            public EchoConfig {
                if (timeout.isNegative()) throw new IllegalArgumentException("timeout is negative: " + timeout);
            }
        }
        """;

    private EchoSource() {}

    static Jars.Source plugin(Jars jars) {
        return jars.module(MODULE).file(CONFIG_FILE, CONFIG).file(FILE, provider("echo", ""));
    }

    /** Gives the source of a provider; the body comes first in its class. */
    static String provider(String name, String body) {
        return """
            package com.example.echo;
            import java.time.Duration;
            import org.jackfield.spi.*;
            public final class EchoProvider implements ProtocolProvider<EchoConfig> {
                %s
                public String name() { return "%s"; }
                public EchoConfig defaults() { return new EchoConfig(Duration.ofSeconds(30)); }
                public Protocol create(EchoConfig config, PluginContext context) {
                    return Protocol.serving(new ProtocolId("/example/%s/" + config.timeout()), stream -> {});
                }
            }
            """.formatted(body, name, name);
    }
}
