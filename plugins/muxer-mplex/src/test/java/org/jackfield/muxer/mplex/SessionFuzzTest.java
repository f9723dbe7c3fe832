package org.jackfield.muxer.mplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.datapath.MuxedStream;

/** Whatever bytes come, the session stays whole or ends, gives all memory back, and does not care where reads of the socket split. */
class SessionFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void takesAnyBytesHoweverSplit(byte[] input) throws Exception {
        assertThat(outcome(input, true)).isEqualTo(outcome(input, false));
    }

    /** Tells in words what a session made of the bytes. */
    private static String outcome(byte[] input, boolean split) throws Exception {
        StringBuilder outcome = new StringBuilder();
        try (WireEnd end = new WireEnd()) {
            MuxedStream ours = end.session.open(Deadline.NEVER);
            Random random = new Random(Arrays.hashCode(input));
            for (int at = 0; at < input.length;) {
                int size = split ? Math.min(input.length - at, 1 + random.nextInt(20)) : input.length;
                end.receive(Arrays.copyOfRange(input, at, at + size));
                at += size;
            }
            outcome.append(end.isOpen()).append(' ').append(end.sent()).append(' ').append(end.session.streams()).append(' ')
                    .append(end.session.lateFrames());
            end.closed.forEach(reason -> outcome.append(' ').append(reason.getMessage()));
            for (MuxedStream stream : end.inbound) {
                outcome.append('\n').append(contents(stream));
            }
            outcome.append('\n').append(contents(ours));
            end.sent();
        }
        return outcome.toString();
    }

    private static String contents(MuxedStream stream) {
        StringBuilder contents = new StringBuilder();
        ByteBuf next;
        while ((next = stream.poll()) != null) {
            contents.append(ByteBufUtil.hexDump(next));
            next.release();
        }
        return contents.toString();
    }
}
