package org.jackfield.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("key-file", "listen", "announce", "dial-timeout", "upgrade-timeout", "tcp", "ws");

    @ParameterizedTest
    @CsvSource({"keyFile,key-file", "key_file,key-file", "keyfil,key-file", "lisetn,listen", "Listen,listen", "anounce,announce",
        "dialtimeout,dial-timeout", "tpc,tcp", "wss,ws"})
    void findsTheNameThatWasMeant(String written, String meant) {
        assertThat(Nearest.to(written, KNOWN)).contains(meant);
    }

    @Test
    void guessesNothingWhenAllIsFar() {
        assertThat(Nearest.to("bootstrap", KNOWN)).isEmpty();
        assertThat(Nearest.to("quic", KNOWN)).isEmpty();
        assertThat(Nearest.to("", KNOWN)).isEmpty();
        assertThat(Nearest.to("listen", List.of())).isEmpty();
        assertThat(Nearest.to("x".repeat(1_000_000), KNOWN)).isEmpty();
    }
}
