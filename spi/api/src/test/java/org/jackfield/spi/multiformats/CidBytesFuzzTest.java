package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** There is one binary form of every CID. */
class CidBytesFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsBytesBackOrRefusesThem(byte[] input) {
        var bytes = Bytes.copyOf(input);
        Cid cid;
        try {
            cid = Cid.decode(bytes);
        } catch (MalformedException _) {
            return;
        }
        assertThat(cid.bytes()).isEqualTo(bytes);
        assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
    }
}
