package org.jackfield.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRouteTest {
    @Test
    void tellsItsSegments() {
        assertThat(HttpRoute.get("/a/{b}/{c...}", _ -> {}).segments()).containsExactly("a", "{b}", "{c...}");
        assertThat(HttpRoute.get("/", _ -> {}).segments()).isEmpty();
        assertThat(HttpRoute.name("{b}")).isEqualTo("b");
        assertThat(HttpRoute.name("{c...}")).isEqualTo("c");
    }

    @Test
    void hasTheShapeOfARouteWithOtherNames() {
        assertThat(HttpRoute.get("/a/{b}", _ -> {}).shape()).isEqualTo(HttpRoute.get("/a/{c}", _ -> {}).shape());
        assertThat(HttpRoute.get("/a/{b}", _ -> {}).shape()).isNotEqualTo(HttpRoute.get("/a/{b...}", _ -> {}).shape())
                .isNotEqualTo(HttpRoute.get("/a/b", _ -> {}).shape()).isNotEqualTo(new HttpRoute("PUT", "/a/{b}", 0, _ -> {}).shape());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/a b", "//", "/a/", "/{a...}/b", "/{A}", "/{}", "/a{b}", "/..", "/%41", "/{a}/{a}"})
    void refusesPathsThatAreNone(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpRoute.get(path, _ -> {}));
    }

    @Test
    void leavesHeadAndFramingToTheGateway() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpRoute("HEAD", "/a", 0, _ -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpResponse(200, Map.of("content-length", "1"), OptionalLong.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpResponse(200, Map.of("x", "a\r\nb: c"), OptionalLong.empty()));
    }
}
