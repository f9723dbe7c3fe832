package com.example.echo;

import java.time.Duration;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolProvider;

/** Sends back what it gets. */
public final class EchoProvider implements ProtocolProvider<EchoConfig> {
    public static final ProtocolId ID = new ProtocolId("/example/echo/1.0.0");

    @Override
    public String name() { return "echo"; }

    @Override
    public EchoConfig defaults() { return new EchoConfig(Duration.ofSeconds(30)); }

    @Override
    public Protocol create(EchoConfig config, PluginContext context) {
        return Protocol.serving(ID, stream -> {
            stream.deadline(Deadline.after(config.timeout()));
            stream.in().transferTo(stream.out());
        });
    }
}
