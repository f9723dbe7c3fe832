package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** The canonical form of a record that was read is read as the same record. */
class PeerRecordFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsRecordsBackOrRefusesThem(byte[] input) {
        PeerRecord record;
        try {
            record = PeerRecord.decode(Bytes.copyOf(input));
        } catch (MalformedException _) {
            return;
        }
        assertThat(PeerRecord.decode(record.encode())).isEqualTo(record);
    }
}
