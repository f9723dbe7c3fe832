package org.jackfield.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.jackfield.security.noise.Candidate.Primitives;
import org.jackfield.security.noise.NoiseConfig.Cipher;

class SelectionTest {
    @Test
    void leavesOutWhatDoesNotLoad() {
        Candidate missing = new Candidate(Cipher.CONSCRYPT, () -> {
            throw new UnsatisfiedLinkError("no native library");
        });
        Suite suite = choose(missing, Candidate.bouncyCastle());
        assertThat(suite.cipherName()).isEqualTo("bouncycastle");
        assertThat(suite.curveName()).isEqualTo("bouncycastle");
    }

    @Test
    void leavesOutWhatGivesWrongAnswersButKeepsItsOtherHalf() {
        Candidate broken = new Candidate(Cipher.CONSCRYPT, () -> {
            Primitives good = Candidate.conscrypt().load().load();
            return new Primitives(Broken.counter(good.ciphers()), good.curve());
        });
        Suite suite = choose(broken, Candidate.bouncyCastle());
        assertThat(suite.cipherName()).isEqualTo("bouncycastle");
        assertThat(suite.curveName()).isEqualTo("conscrypt");
    }

    @Test
    void failsWhenNothingWorks() {
        Candidate missing = new Candidate(Cipher.CONSCRYPT, () -> {
            throw new NoClassDefFoundError("org/conscrypt/Conscrypt");
        });
        assertThatThrownBy(() -> choose(missing)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ChaCha20-Poly1305");
    }

    @ParameterizedTest
    @EnumSource(value = Cipher.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void takesWhatIsConfigured(Cipher cipher) {
        assertThat(Selection.choose(cipher).cipherName()).isEqualToIgnoringCase(cipher.name());
        assertThat(Selection.choose(cipher).curveName()).isEqualToIgnoringCase(cipher.name());
    }

    @Test
    void prefersTheFirst() {
        assertThat(choose(Candidate.jdk(), Candidate.bouncyCastle()).cipherName()).isEqualTo("jdk");
        assertThat(choose(Candidate.bouncyCastle(), Candidate.jdk()).curveName()).isEqualTo("bouncycastle");
    }

    private static Suite choose(Candidate... candidates) {
        return Selection.choose(List.of(candidates), List.of(candidates));
    }
}
