package org.jackfield.kernel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jackfield.kernel.config.RecordBinder.Overlay;
import org.jackfield.kernel.config.RecordShape.RefusedByRecord;

/**
 * Makes a record of what was read, and finds out which component its constructor does not like: the one its message names, else the one
 * that alone is refused for the same reason. That one goes back to its default, and the next is looked for.
 */
final class Assembly {
    private final RecordShape shape;
    private final List<Overlay> overlays;
    private final Position position;
    private final String path;
    private final Problems problems;

    Assembly(RecordShape shape, List<Overlay> overlays, Position position, String path, Problems problems) {
        this.shape = shape;
        this.overlays = new ArrayList<>(overlays);
        this.position = position;
        this.path = path;
        this.problems = problems;
    }

    /** Makes the record; empty if a component has neither value nor default, or the rest is refused. */
    Optional<Object> record() {
        while (overlays.stream().allMatch(overlay -> overlay.value().isPresent())) {
            try {
                return Optional.of(shape.make(overlays.stream().map(overlay -> overlay.value().orElseThrow()).toList()));
            } catch (RefusedByRecord refused) {
                Optional<Overlay> culprit = culprit(refused.words());
                problems.add(ConfigProblem.error(culprit.flatMap(Overlay::position).orElse(position),
                        culprit.map(overlay -> RecordBinder.below(path, overlay.field().key())).orElse(path), refused.words()));
                if (culprit.isEmpty()) {
                    return Optional.empty();
                }
                overlays.replaceAll(overlay -> overlay.equals(culprit.get()) ? overlay.withoutWritten() : overlay);
            }
        }
        return Optional.empty();
    }

    private Optional<Overlay> culprit(String words) {
        List<Overlay> written = overlays.stream().filter(overlay -> overlay.written().isPresent()).toList();
        return written.stream().filter(overlay -> names(words, overlay)).findFirst()
                .or(() -> written.stream().filter(overlay -> words.equals(refusalOf(overlay))).findFirst());
    }

    private static boolean names(String words, Overlay overlay) {
        String either = Pattern.quote(overlay.field().key()) + "|" + Pattern.quote(overlay.field().name());
        return Pattern.compile("(?<![\\w-])(" + either + ")(?![\\w-])").matcher(words).find();
    }

    private String refusalOf(Overlay only) {
        List<Object> values = new ArrayList<>();
        for (Overlay overlay : overlays) {
            Optional<Object> value = overlay.equals(only) ? overlay.written() : overlay.preset();
            if (value.isEmpty()) {
                return "";
            }
            values.add(value.get());
        }
        try {
            shape.make(values);
            return "";
        } catch (RefusedByRecord refused) {
            return refused.words();
        }
    }
}
