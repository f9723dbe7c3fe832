package org.jackfield.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final int KEYS = 100;

    private final TokenBuckets<String> buckets = new TokenBuckets<>(KEYS, 3, Duration.ofSeconds(5));
    private long now = Duration.ofDays(20_000).toNanos();

    @Test
    void givesABurstAndThenOneAtATime() {
        assertThat(taken("a")).isEqualTo(3);
        advance(Duration.ofMillis(4999));
        assertThat(taken("a")).isZero();
        advance(Duration.ofMillis(1));
        assertThat(taken("a")).isEqualTo(1);
        advance(Duration.ofSeconds(10));
        assertThat(taken("a")).isEqualTo(2);
        advance(Duration.ofDays(1000));
        assertThat(taken("a")).isEqualTo(3);
    }

    @Test
    void keepsKeysApart() {
        assertThat(taken("a")).isEqualTo(3);
        assertThat(taken("b")).isEqualTo(3);
    }

    @Test
    void goesOnAfterTheClockIsSetBack() {
        assertThat(taken("a")).isEqualTo(3);
        advance(Duration.ofHours(-1));
        assertThat(taken("a")).isZero();
        advance(Duration.ofSeconds(5));
        assertThat(taken("a")).isEqualTo(1);
    }

    @Test
    void forgetsTheKeyUnusedLongest() {
        taken("often");
        taken("once");
        for (int i = 0; i < KEYS - 1; i++) {
            assertThat(taken("other " + i)).isEqualTo(3);
            assertThat(taken("often")).isZero();
        }
        assertThat(buckets.size()).isEqualTo(KEYS);
        assertThat(taken("often")).isZero();
        assertThat(taken("once")).isEqualTo(3);
    }

    @Test
    void staysWithinItsRoom() {
        for (int i = 0; i < 10 * KEYS; i++) {
            assertThat(buckets.take("key " + i, now)).isTrue();
        }
        assertThat(buckets.size()).isEqualTo(KEYS);
    }

    @Test
    void givesNoTokenTwiceToThreadsAtOnce() throws InterruptedException {
        TokenBuckets<Integer> shared = new TokenBuckets<>(KEYS, 1000, Duration.ofSeconds(5));
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int turn = 0; turn < 2000; turn++) {
                    taken.addAndGet(shared.take(turn % 2, now) ? 1 : 0);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasValue(2000);
    }

    @Test
    void refusesRatesThatMeanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBuckets<>(0, 1, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBuckets<>(1, 0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBuckets<>(1, 1, Duration.ZERO));
    }

    private void advance(Duration by) {
        now += by.toNanos();
    }

    private int taken(String key) {
        int taken = 0;
        for (int i = 0; i < 10; i++) {
            taken += buckets.take(key, now) ? 1 : 0;
        }
        return taken;
    }
}
