package org.jackfield.kernel.config;

import java.util.Optional;

import org.jackfield.kernel.config.ValueType.Choice;
import org.jackfield.kernel.config.YamlNode.Scalar;

/** Reads single values. */
final class ScalarBinder {
    private final Problems problems;

    ScalarBinder(Problems problems) {
        this.problems = problems;
    }

    Optional<Object> single(ScalarForm<?> form, YamlNode node, String path) {
        if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
            return wrong(node, path, form.expected(), "", Optional.empty());
        }
        if (form.plainOnly() && !scalar.plain()) {
            return wrong(node, path, form.expected(), "text", Optional.of("remove the quotes"));
        }
        try {
            return Optional.of(form.parse().apply(scalar.text()));
        } catch (IllegalArgumentException malformed) {
            String detail = malformed.getMessage();
            return wrong(node, path, form.expected(), detail == null ? "" : detail, form.suggestion().apply(scalar.text()));
        }
    }

    Optional<Object> choice(Choice choice, YamlNode node, String path) {
        String expected = "one of " + String.join(", ", choice.names());
        if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
            return wrong(node, path, expected, "", Optional.empty());
        }
        int index = choice.names().indexOf(scalar.text());
        return index >= 0
                ? Optional.of(choice.constants().get(index))
                : wrong(node, path, expected, "", Nearest.question(scalar.text(), choice.names()));
    }

    private Optional<Object> wrong(YamlNode node, String path, String expected, String detail, Optional<String> suggestion) {
        String message = "expected " + expected + ", got " + node.shown() + (detail.isEmpty() ? "" : ": " + detail);
        problems.add(new ConfigProblem(ConfigProblem.Severity.ERROR, node.position(), path, message, suggestion));
        return Optional.empty();
    }
}
