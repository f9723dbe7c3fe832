package org.jackfield.dist.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.MalformedException;

class JsonReaderFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void readsOrRefuses(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Json value;
        try {
            value = JsonReader.read(text);
        } catch (MalformedException refused) {
            assertThat(refused).hasMessageNotContaining("\n");
            return;
        }
        assertThat(JsonReader.read(value.toString())).isEqualTo(value);
    }
}
