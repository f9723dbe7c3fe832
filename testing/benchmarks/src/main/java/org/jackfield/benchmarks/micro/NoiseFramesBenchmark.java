package org.jackfield.benchmarks.micro;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.jackfield.security.noise.NoiseProvider;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;

/** One Noise frame sealed by one end and opened by the other, without a socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NoiseFramesBenchmark {
    /** Plaintext of one frame. */
    @Param({"64", "1024", "16384", "65488"}) public int size;

    private EmbeddedChannel sender = new EmbeddedChannel();
    private EmbeddedChannel receiver = new EmbeddedChannel();

    /** Shakes hands. */
    @Setup
    public void connect() throws IOException, InterruptedException, ExecutionException {
        MemoryPreamble[] ends = MemoryPreamble.pair();
        FutureTask<SecureChannel> answering = new FutureTask<>(() -> noise().secure(ends[1], handshake(Role.RESPONDER)));
        Thread.ofVirtual().start(answering);
        sender = new EmbeddedChannel(noise().secure(ends[0], handshake(Role.INITIATOR)).codec());
        receiver = new EmbeddedChannel(answering.get().codec());
    }

    /** Frees the ciphers. */
    @TearDown
    public void close() {
        sender.finishAndReleaseAll();
        receiver.finishAndReleaseAll();
    }

    /** Seals, carries and opens one frame. */
    @Benchmark
    public int sealAndOpen() {
        ByteBuf plain = FrameBuffers.allocate(sender.alloc(), size);
        sender.writeOutbound(plain.writerIndex(plain.readerIndex() + size));
        for (ByteBuf sealed; (sealed = sender.readOutbound()) != null;) {
            receiver.writeInbound(sealed);
        }
        int bytes = 0;
        for (ByteBuf opened; (opened = receiver.readInbound()) != null;) {
            bytes += opened.readableBytes();
            opened.release();
        }
        return bytes;
    }

    private static SecurityProtocol noise() throws IOException {
        NoiseProvider provider = new NoiseProvider();
        SecurityProtocol noise = provider.create(provider.defaults(), new NoPlugin());
        noise.start();
        return noise;
    }

    private static Handshake handshake(Role role) {
        return new Handshake(role, Optional.empty(), List.of());
    }
}
