package com.example.echo;

import java.time.Duration;

/** @param timeout longest life of one echo stream; not negative */
public record EchoConfig(Duration timeout) {
    public EchoConfig {
        if (timeout.isNegative()) throw new IllegalArgumentException("timeout is negative: " + timeout);
    }
}
