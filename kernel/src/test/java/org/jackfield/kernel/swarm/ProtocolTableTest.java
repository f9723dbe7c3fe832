package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import org.jackfield.kernel.metrics.MetricRegistry;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.StreamScope;
import org.jackfield.spi.tck.FakeNetwork;

class ProtocolTableTest {
    private static final ProtocolId ID = new ProtocolId("/test/1.0.0");

    @Test
    void endsAStreamWhoseHandlerReturns() {
        assertThat(serve(_ -> {})).containsExactly("closeWrite", "closeRead");
    }

    @Test
    void tellsThePeerThatItBrokeTheProtocol() {
        assertThat(serve(_ -> {
            throw new ProtocolViolation("test");
        })).startsWith("reset " + ErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void tellsThePeerThatALimitIsReached() {
        assertThat(serve(_ -> {
            throw new LimitExceeded("test");
        })).startsWith("reset " + ErrorCode.RESOURCE_LIMIT);
    }

    @Test
    void tellsThePeerNothingOfOtherFailures() {
        assertThat(serve(_ -> {
            throw new IOException("test");
        })).startsWith("reset " + ErrorCode.NONE);
        assertThat(serve(_ -> {
            throw new IllegalStateException("test");
        })).startsWith("reset " + ErrorCode.NONE);
    }

    @Test
    void refusesAProtocolNobodyServes() {
        ProtocolTable table = new ProtocolTable(Duration.ofSeconds(5), new StreamMetrics(new MetricRegistry().of("test")));
        FakeStream stream = new FakeStream();
        table.serve(new FakeNetwork().host().connect(new FakeNetwork().host()), stream, _ -> {});
        assertThat(stream.ended).containsExactly("reset " + ErrorCode.NEGOTIATION_FAILED);
    }

    @Test
    void resetsAStreamThatALimitRefuses() {
        assertThat(serve(_ -> {
            throw new AssertionError("served");
        }, _ -> {
            throw new LimitExceeded("test");
        })).startsWith("reset " + ErrorCode.RESOURCE_LIMIT);
    }

    private static List<String> serve(ProtocolHandler handler) {
        return serve(handler, _ -> {});
    }

    private static List<String> serve(ProtocolHandler handler, ProtocolTable.Chosen chosen) {
        ProtocolTable table = new ProtocolTable(Duration.ofSeconds(5), new StreamMetrics(new MetricRegistry().of("test")));
        table.add(ID, handler, ProtocolTableTest.class.getClassLoader());
        FakeStream stream = new FakeStream();
        table.serve(new FakeNetwork().host().connect(new FakeNetwork().host()), stream, chosen);
        return stream.ended;
    }

    /** A stream on which the peer has proposed the protocol and waits. */
    private static final class FakeStream implements MuxedStream {
        private final Queue<ByteBuf> incoming = new ArrayDeque<>(
                List.of(Unpooled.wrappedBuffer(Multistream.encode(Multistream.HEADER, ID.value()))));
        private final List<String> ended = new ArrayList<>();

        @Override
        public ByteBuf read() {
            return incoming.poll();
        }

        @Override
        public ByteBuf poll() {
            return incoming.poll();
        }

        @Override
        public void write(ByteBuf data) {
            data.release();
        }

        @Override
        public void deadline(Deadline deadline) {
            assertThat(deadline.hasPassed()).isFalse();
        }

        @Override
        public void closeWrite() {
            ended.add("closeWrite");
        }

        @Override
        public void reset(ErrorCode code) {
            ended.add("reset " + code);
        }

        @Override
        public StreamScope scope() {
            throw new UnsupportedOperationException("not part of the test");
        }

        @Override
        public void closeRead() {
            ended.add("closeRead");
        }
    }
}
