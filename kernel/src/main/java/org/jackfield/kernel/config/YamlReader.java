package org.jackfield.kernel.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import org.jackfield.kernel.config.YamlNode.Entry;
import org.jackfield.kernel.config.YamlNode.Mapping;
import org.jackfield.kernel.config.YamlNode.Scalar;
import org.jackfield.kernel.config.YamlNode.Sequence;

/**
 * Reads one YAML document into nodes.
 *
 * <p>Stricter than YAML: no tags (they choose classes), no anchors and aliases (they multiply), no second document, no key twice, only
 * plain keys. Nothing is resolved or constructed, so no input can do more than become text in a tree of bounded size.
 */
final class YamlReader {
    /** Longest config, in characters; a long one has a few hundred lines. */
    static final int MAX_CHARACTERS = 1 << 20;
    /** Deepest nesting; the deepest option of the built-in plugins is at 6. */
    static final int MAX_DEPTH = 32;
    /** Most scalars, lists and mappings together. */
    static final int MAX_NODES = 100_000;

    private final String file;
    private final Problems problems;
    private int nodes;

    YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Reads the top mapping; empty if there is none or the text is not YAML, which then is among the problems. */
    Optional<Mapping> read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            problems.add(ConfigProblem.error(Position.of(file), "", "longer than " + MAX_CHARACTERS + " characters"));
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_CHARACTERS).build();
        try {
            return document(new ParserImpl(settings, new StreamReader(settings, text)));
        } catch (Refused refused) {
            problems.add(refused.problem);
        } catch (MarkedYamlEngineException malformed) {
            Position where = malformed.getProblemMark().or(malformed::getContextMark).map(this::position).orElse(Position.of(file));
            problems.add(ConfigProblem.error(where, "", "not YAML: " + reason(malformed)));
        } catch (YamlEngineException malformed) {
            problems.add(ConfigProblem.error(Position.of(file), "", "not YAML: " + oneLine(String.valueOf(malformed.getMessage()))));
        }
        return Optional.empty();
    }

    private Optional<Mapping> document(Iterator<Event> events) {
        Optional<YamlNode> top = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                if (top.isPresent()) {
                    throw new Refused(ConfigProblem.error(position(node), "", "a second document; a config is one document"));
                }
                top = Optional.of(node(node, events, "", 0));
            }
        }
        return switch (top.orElse(null)) {
            case null -> Optional.of(new Mapping(Position.of(file), List.of()));
            case Mapping mapping -> Optional.of(mapping);
            case Scalar scalar when scalar.isNothing() -> Optional.of(new Mapping(Position.of(file), List.of()));
            case YamlNode other -> {
                problems.add(ConfigProblem.error(other.position(), "", "expected a mapping, got " + other.shown()));
                yield Optional.empty();
            }
        };
    }

    private YamlNode node(NodeEvent event, Iterator<Event> events, String path, int depth) {
        Position position = position(event);
        if (++nodes > MAX_NODES) {
            throw new Refused(ConfigProblem.error(position, "", "more than " + MAX_NODES + " values"));
        }
        if (depth > MAX_DEPTH) {
            throw new Refused(ConfigProblem.error(position, "", "nested deeper than " + MAX_DEPTH + " levels"));
        }
        event.getAnchor().ifPresent(anchor -> refuse(position, path, (event instanceof AliasEvent ? "alias *" : "anchor &") + anchor
                + ": aliases and anchors are not supported", "write the value out"));
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, path);
            case SequenceStartEvent start -> sequence(start, events, path, depth);
            case MappingStartEvent start -> mapping(start, events, path, depth);
            default -> new Scalar(position, "", true);
        };
    }

    private Scalar scalar(ScalarEvent event, String path) {
        event.getTag().ifPresent(tag -> refuseTag(event, tag, path));
        return new Scalar(position(event), event.getValue(), event.isPlain());
    }

    private Sequence sequence(SequenceStartEvent start, Iterator<Event> events, String path, int depth) {
        start.getTag().ifPresent(tag -> refuseTag(start, tag, path));
        List<YamlNode> items = new ArrayList<>();
        while (events.next() instanceof NodeEvent item) {
            items.add(node(item, events, path + "[" + items.size() + "]", depth + 1));
        }
        return new Sequence(position(start), items);
    }

    private Mapping mapping(MappingStartEvent start, Iterator<Event> events, String path, int depth) {
        start.getTag().ifPresent(tag -> refuseTag(start, tag, path));
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (events.next() instanceof NodeEvent first) {
            YamlNode key = node(first, events, path, depth + 1);
            String name = key instanceof Scalar scalar ? scalar.text() : "";
            String below = path.isEmpty() ? name : path + "." + name;
            YamlNode value = node((NodeEvent) events.next(), events, below, depth + 1);
            if (!(key instanceof Scalar scalar)) {
                refuse(key.position(), path, "a key is " + key.shown() + ", expected a word", "");
            } else if (!seen.add(name)) {
                refuse(key.position(), below, "the key is there twice", "remove one of them");
            } else {
                entries.add(new Entry(scalar, value));
            }
        }
        return new Mapping(position(start), entries);
    }

    private void refuseTag(NodeEvent event, String tag, String path) {
        refuse(position(event), path, "tag " + oneLine(tag) + ": tags are not supported", "write the value without a tag");
    }

    private void refuse(Position position, String path, String message, String suggestion) {
        problems.add(suggestion.isEmpty()
                ? ConfigProblem.error(position, path, message)
                : ConfigProblem.error(position, path, message, suggestion));
    }

    private Position position(Event event) {
        return event.getStartMark().map(this::position).orElse(Position.of(file));
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String reason(MarkedYamlEngineException malformed) {
        String context = malformed.getContext();
        return oneLine(context == null ? malformed.getProblem() : context + " " + malformed.getProblem());
    }

    private static String oneLine(String text) {
        String head = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return head.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** Ends the reading at a problem after which the rest cannot be trusted. */
    private static final class Refused extends RuntimeException {
        private final transient ConfigProblem problem;

        Refused(ConfigProblem problem) {
            super(problem.toString());
            this.problem = problem;
        }
    }
}
