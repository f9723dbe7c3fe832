package org.jackfield.kernel.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.Multiaddr;

/** A config record with a component of every type a config can hold. */
public record Options(String name, boolean eager, int retries, long quota, double factor, Duration timeout, ByteSize maxFrame, Path file,
        Multiaddr address, ProtocolId protocol, KeepAlive keepAlive, Optional<Integer> port, List<Duration> backoff,
        Map<String, Limit> limits,
        Inner inner) {
    public enum KeepAlive {
        OFF, WHEN_IDLE, ALWAYS
    }

    public record Limit(int streams, Optional<ByteSize> memory) {}

    public record Inner(int low, int high, List<Limit> steps) {
        public Inner {
            if (low > high) {
                throw new IllegalArgumentException("low is above high");
            }
        }
    }

    public Options {
        if (retries < 0) {
            throw new IllegalArgumentException("retries is negative");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("it takes some time to answer");
        }
        if (maxFrame.bytes() < 16) {
            throw new IllegalArgumentException("max-frame is below 16B");
        }
    }

    static Options defaults() {
        return new Options("echo", true, 3, 1L << 40, 0.5, Duration.ofSeconds(5), ByteSize.parse("256KiB"), Path.of("data/file"),
                Multiaddr.parse("/ip4/127.0.0.1/tcp/4001"), new ProtocolId("/echo/1.0.0"), KeepAlive.WHEN_IDLE, Optional.empty(), List.of(),
                Map.of(), new Inner(1, 5, List.of()));
    }
}
