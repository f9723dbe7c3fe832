package org.jackfield.benchmarks.micro;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.limits.Budgets;
import org.jackfield.kernel.limits.Machine;
import org.jackfield.kernel.limits.ManagedConnection;
import org.jackfield.kernel.limits.ResourceManager;
import org.jackfield.kernel.metrics.MetricRegistry;
import org.jackfield.muxer.mplex.MplexProvider;
import org.jackfield.muxer.yamux.YamuxProvider;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.datapath.StreamMuxer;
import org.jackfield.spi.peer.Multiaddr;

/** Frames taken apart, given to their streams in turn, and read there; without cipher and socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DemuxBenchmark {
    private static final int FRAMES = 100;
    private static final int READ = 65_536;

    /** Which muxer. */
    @Param({"yamux", "mplex"}) public String muxer = "";
    /** How many streams take turns. */
    @Param({"1", "100"}) public int streams;
    /** Bytes of data in a frame. */
    @Param({"16", "4096"}) public int size;

    private final List<MuxedStream> open = new ArrayList<>();
    private EmbeddedChannel channel = new EmbeddedChannel();
    private byte[] frames = {};

    /** Opens the streams, as the peer. */
    @Setup
    public void start() {
        channel = new EmbeddedChannel();
        MuxedSession session = muxer().session(channel, Role.RESPONDER, scope(), new SessionListener() {
            @Override
            public void inbound(MuxedStream stream) {
                open.add(stream);
            }

            @Override
            public void closed(ConnectionClosed reason) {}
        });
        channel.pipeline().addLast(session.handler());
        boolean yamux = muxer.equals("yamux");
        for (int number = 0; number < streams; number++) {
            receive(yamux ? PeerFrames.yamuxOpen(number) : PeerFrames.mplexOpen(number));
        }
        List<byte[]> round = new ArrayList<>();
        for (int number = 0; number < FRAMES; number++) {
            int stream = number % streams;
            round.add(yamux ? PeerFrames.yamuxData(stream, size) : PeerFrames.mplexData(stream, size));
        }
        frames = PeerFrames.join(round);
    }

    /** The limits of a node at their defaults. */
    private static ManagedConnection scope() {
        LimitsConfig limits = LimitsConfig.defaults();
        ResourceManager resources = new ResourceManager(limits, new Budgets(limits, Machine.here()), InstantSource.system(), _ -> {},
                new MetricRegistry().of("benchmark"));
        try {
            return resources.dial(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001"));
        } catch (LimitExceeded e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the session. */
    @TearDown
    public void stop() {
        channel.finishAndReleaseAll();
    }

    /** Per frame. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long demux() {
        long bytes = 0;
        for (int at = 0; at < frames.length; at += READ) {
            receive(frames, at, Math.min(READ, frames.length - at));
            bytes += drain();
        }
        channel.runPendingTasks();
        channel.releaseOutbound();
        if (bytes != (long) FRAMES * size) {
            throw new IllegalStateException(bytes + " bytes came through");
        }
        return bytes;
    }

    /** Reads what came, before the next bytes come: a stream takes no more than its window. */
    private long drain() {
        long bytes = 0;
        for (MuxedStream stream : open) {
            for (ByteBuf data; (data = stream.poll()) != null;) {
                bytes += data.readableBytes();
                data.release();
            }
        }
        return bytes;
    }

    private void receive(byte[] data) {
        receive(data, 0, data.length);
    }

    private void receive(byte[] data, int from, int length) {
        channel.writeInbound(channel.alloc().directBuffer(length).writeBytes(data, from, length));
    }

    private StreamMuxer muxer() {
        YamuxProvider yamux = new YamuxProvider();
        MplexProvider mplex = new MplexProvider();
        return muxer.equals("yamux") ? yamux.create(yamux.defaults(), new NoPlugin()) : mplex.create(mplex.defaults(), new NoPlugin());
    }
}
