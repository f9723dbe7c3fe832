package org.jackfield.benchmarks.micro;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.jackfield.spi.multiformats.ByteReader;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Varint;

/** Varints of 1 to 5 bytes, as lengths and codes are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VarintBenchmark {
    private static final int COUNT = 1000;

    private final long[] values = new long[COUNT];
    private final byte[] encoded = new byte[COUNT * 5];
    private Bytes source = Bytes.EMPTY;

    /** Draws the numbers. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        for (int at = 0; at < COUNT; at++) {
            values[at] = Math.abs((long) random.nextInt()) >>> random.nextInt(1, 32);
        }
        source = Bytes.copyOf(encoded, 0, encode());
    }

    /** Writes them into one array. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int encode() {
        int at = 0;
        for (long value : values) {
            at = Varint.put(value, encoded, at);
        }
        return at;
    }

    /** Reads them. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long decode() {
        ByteReader reader = new ByteReader(source);
        long sum = 0;
        while (reader.hasRemaining()) {
            sum += reader.varint();
        }
        return sum;
    }
}
