package org.jackfield.benchmarks.micro;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;

/** Addresses between text, bytes and object. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MultiaddrBenchmark {
    /** A plain address, and one with a peer behind a relay. */
    @Param({"/ip4/203.0.113.7/tcp/4001",
        "/dns4/relay.example.com/tcp/443/wss/p2p/12D3KooWEfLTjBy7m9Q6zC2Sui555rUmaFXLs1mdgYXXUpssyH2m/p2p-circuit"}) public String text = "";

    private Multiaddr address = Multiaddr.EMPTY;
    private Bytes encoded = Bytes.EMPTY;

    /** Makes what is decoded and printed. */
    @Setup
    public void prepare() {
        address = Multiaddr.parse(text);
        encoded = address.bytes();
    }

    /** Reads the text. */
    @Benchmark
    public Multiaddr parse() {
        return Multiaddr.parse(text);
    }

    /** Reads the bytes. */
    @Benchmark
    public Multiaddr decode() {
        return Multiaddr.decode(encoded);
    }

    /** Writes the text. */
    @Benchmark
    public String print() {
        return address.toString();
    }
}
