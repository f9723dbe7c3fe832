package org.jackfield.muxer.mplex;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

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
        try (WireEnd end = new WireEnd()) {
            MuxedStream ours = end.session().open(Deadline.NEVER);
            String seen = end.outcomeOf(input, split) + '\n' + WireEnd.contents(ours) + '\n' + end.session().lateFrames();
            end.discardSent();
            return seen;
        }
    }
}
