package org.jackfield.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void allowsABurstThenTheRate() {
        TokenBucket bucket = new TokenBucket(5, 10);
        long now = -3 * SECOND;

        for (int i = 0; i < 5; i++) {
            assertThat(bucket.take(now)).isTrue();
        }
        assertThat(bucket.take(now)).isFalse();
        assertThat(bucket.take(now + SECOND / 10 - 1)).isFalse();
        assertThat(bucket.take(now + SECOND / 10)).isTrue();
        assertThat(bucket.take(now + SECOND / 10)).isFalse();
    }

    @Test
    void fillsToTheBurstAndNoFurther() {
        TokenBucket bucket = new TokenBucket(3, 1);
        bucket.take(0);

        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(1_000_000 * SECOND)).isTrue();
        }
        assertThat(bucket.take(1_000_000 * SECOND)).isFalse();
    }

    @Test
    void fillsSlowerThanOncePerSecond() {
        TokenBucket bucket = new TokenBucket(1, Duration.ofSeconds(10));
        assertThat(bucket.take(0)).isTrue();
        assertThat(bucket.take(10 * SECOND - 1)).isFalse();
        assertThat(bucket.take(10 * SECOND)).isTrue();
    }

    @Test
    void waitsAnewAfterTheClockIsSetBack() {
        TokenBucket bucket = new TokenBucket(1, 1);
        bucket.take(100 * SECOND);
        assertThat(bucket.take(7 * SECOND)).isFalse();
        assertThat(bucket.take(8 * SECOND - 1)).isFalse();
        assertThat(bucket.take(8 * SECOND)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neverAllowsMoreThanBurstPlusRate(long seed) {
        Random random = new Random(seed);
        TokenBucket bucket = new TokenBucket(20, 50);
        long start = random.nextLong(Long.MAX_VALUE / 2);
        long now = start;
        long taken = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextLong(5_000_000);
            if (bucket.take(now)) {
                taken++;
            }
            assertThat(taken).isLessThanOrEqualTo(20 + 1 + (now - start) * 50 / SECOND);
        }
        assertThat(taken).isGreaterThan((now - start) * 49 / SECOND);
    }

    @Test
    void refusesRatesThatMeanNothing() {
        assertThatThrownBy(() -> new TokenBucket(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBucket(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBucket(0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBucket(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
