package org.jackfield.kernel.config;

import java.lang.invoke.MethodType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jackfield.spi.ByteSize;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** The scalar types an option may have. */
final class ScalarForms {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Map<String, String> BOOLEANS = Map.of("yes", "true", "on", "true", "no", "false", "off", "false");

    private static final List<ScalarForm<?>> ALL = List.of(ScalarForm.text(String.class, "text", Function.identity()), booleans(),
            integers(),
            longs(), doubles(), durations(), sizes(), paths(),
            ScalarForm.text(Multiaddr.class, "a multiaddr such as /ip4/127.0.0.1/tcp/4001", Multiaddr::parse).matching("^/"),
            ScalarForm.text(PeerId.class, "a peer id such as 12D3KooW…", PeerId::parse),
            ScalarForm.text(ProtocolId.class, "a protocol id such as /ipfs/ping/1.0.0", ProtocolId::new).matching("^/"));

    private ScalarForms() {}

    /** Finds the form of a type, boxed or primitive. */
    static Optional<ScalarForm<?>> of(Class<?> type) {
        return ALL.stream().filter(form -> form.type() == boxed(type)).findFirst();
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static ScalarForm<Boolean> booleans() {
        return ScalarForm.plain(Boolean.class, "true or false", "boolean", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("");
        }).suggesting(text -> Optional.ofNullable(BOOLEANS.get(text)).map(meant -> "write " + meant));
    }

    private static ScalarForm<Integer> integers() {
        return ScalarForm.plain(Integer.class, "a whole number", "integer",
                text -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static ScalarForm<Long> longs() {
        return ScalarForm.plain(Long.class, "a whole number", "integer", text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static long whole(String text, long least, long most) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("");
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException beyond) {
            throw new IllegalArgumentException("it is not within " + least + " to " + most, beyond);
        }
        throw new IllegalArgumentException("it is not within " + least + " to " + most);
    }

    private static ScalarForm<Double> doubles() {
        return ScalarForm.plain(Double.class, "a number", "number", text -> {
            if (!DECIMAL.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
                throw new IllegalArgumentException("");
            }
            return Double.valueOf(text);
        });
    }

    private static ScalarForm<Duration> durations() {
        return ScalarForm.text(Duration.class, "a duration such as 5s, 250ms or PT1M30S", DurationText::parse)
                .matching("^(" + DurationText.FORM + ")$").printing(DurationText::print).suggesting(DurationText::guess);
    }

    private static ScalarForm<ByteSize> sizes() {
        return new ScalarForm<>(ByteSize.class, "a size such as 512B, 256KiB or 16MiB", List.of("string", "integer"),
                Optional.of("^\\d+ ?(B|KiB|MiB|GiB|TiB)?$"), false, ByteSize::parse, ByteSize::toString, ScalarForms::binaryUnit);
    }

    private static Optional<String> binaryUnit(String text) {
        String plain = text.replace(" ", "");
        return plain.matches("\\d{1,18}[kKmMgGtT][bB]?")
                ? Optional.of("write " + plain.replaceAll("\\D", "") + plain.replaceAll("[\\dbB]", "").toUpperCase(Locale.ROOT) + "iB")
                : Optional.empty();
    }

    private static ScalarForm<Path> paths() {
        return ScalarForm.text(Path.class, "a path", text -> {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException malformed) {
                throw new IllegalArgumentException(malformed.getReason(), malformed);
            }
        });
    }
}
