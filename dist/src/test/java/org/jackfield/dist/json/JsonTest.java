package org.jackfield.dist.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.MalformedException;

class JsonTest {
    @Test
    void writesOneLine() {
        Json value = Json.object().put("text", "a\"b\\c\n").put("whole", -1L).put("real", 0.5).put("flag", true).put("none", Json.NULL)
                .put("list", Json.texts(List.of("x", "y"))).build();
        assertThat(value)
                .hasToString("{\"text\":\"a\\\"b\\\\c\\n\",\"whole\":-1,\"real\":0.5,\"flag\":true,\"none\":null,\"list\":[\"x\",\"y\"]}");
    }

    @Test
    void writesLinesForPeople() {
        Json value = Json.object().put("a", 1L).put("b", new Json.Items(List.of())).put("c", Json.texts(List.of("x"))).build();
        assertThat(JsonWriter.pretty(value)).isEqualTo("""
                {
                  "a": 1,
                  "b": [],
                  "c": [
                    "x"
                  ]
                }""");
    }

    @Test
    void escapesWhatWouldSteerATerminal() {
        assertThat(Json.of("\u001b[2J\u009b\u007f").toString()).isEqualTo("\"\\u001b[2J\\u009b\\u007f\"");
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Json value = any(random, 0);
            assertThat(JsonReader.read(value.toString())).isEqualTo(value);
            assertThat(JsonReader.read(JsonWriter.pretty(value))).isEqualTo(value);
        }
    }

    @Test
    void readsEscapes() {
        assertThat(JsonReader.read("\"\\u0041\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\"")).isEqualTo(Json.of("A😀/\b\f\n\r\t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "[1 2]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{a:1}", "01", "-", "1.", "1e", ".5", "+1",
        "tru", "nulll", "\"",
        "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "1 2", "NaN", "1e999", "9223372036854775808", "[", "'a'", "\"\\u00٣1\"", "// x\n1"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesToNestTooDeep() {
        String deep = "[".repeat(JsonReader.MAX_DEPTH + 2) + "]".repeat(JsonReader.MAX_DEPTH + 2);
        assertThatThrownBy(() -> JsonReader.read(deep)).isInstanceOf(MalformedException.class).hasMessageContaining("levels");
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).isInstanceOf(MalformedException.class);
        assertThat(JsonReader.read(deep.substring(1, deep.length() - 1))).isInstanceOf(Json.Items.class);
    }

    @Test
    void givesFieldsOfTheirType() {
        Json.Fields fields = JsonReader.object("{\"a\":\"x\",\"b\":3,\"c\":{},\"d\":[{\"e\":1}]}");
        assertThat(fields.text("a")).isEqualTo("x");
        assertThat(fields.whole("b")).isEqualTo(3);
        assertThat(fields.fields("c").values()).isEmpty();
        assertThat(fields.list("d").getFirst().whole("e")).isEqualTo(1);
        assertThatThrownBy(() -> fields.text("b")).isInstanceOf(MalformedException.class).hasMessageContaining("\"b\"");
        assertThatThrownBy(() -> fields.whole("x")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> fields.fields("a")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> fields.list("a")).isInstanceOf(MalformedException.class);
    }

    private static Json any(Random random, int depth) {
        return switch (random.nextInt(depth < 4 ? 7 : 5)) {
            case 0 -> Json.of(text(random));
            case 1 -> new Json.Whole(random.nextLong());
            case 2 -> new Json.Real(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 3 -> new Json.Flag(random.nextBoolean());
            case 4 -> Json.NULL;
            case 5 -> items(random, depth);
            default -> fields(random, depth);
        };
    }

    private static Json items(Random random, int depth) {
        List<Json> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(any(random, depth + 1));
        }
        return new Json.Items(values);
    }

    private static Json fields(Random random, int depth) {
        Map<String, Json> values = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.put(text(random), any(random, depth + 1));
        }
        return new Json.Fields(values);
    }

    /** Any characters, half surrogate pairs too. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
        }
        return text.toString();
    }
}
