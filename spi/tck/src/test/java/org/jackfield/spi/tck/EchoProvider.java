package org.jackfield.spi.tck;

import java.time.Duration;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolProvider;

/** A protocol that keeps the contract: sends back what it gets. */
public final class EchoProvider implements ProtocolProvider<EchoProvider.Config> {
    static final ProtocolId ID = new ProtocolId("/test/echo/1.0.0");

    /**
     * The options.
     *
     * @param timeout longest life of one stream
     */
    public record Config(Duration timeout) {}

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Config defaults() {
        return new Config(Duration.ofSeconds(30));
    }

    @Override
    public Protocol create(Config config, PluginContext context) {
        return Protocol.serving(ID, stream -> {
            stream.deadline(Deadline.after(config.timeout()));
            stream.in().transferTo(stream.out());
        });
    }
}
