package io.binnacle.cmdb.intent.document;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The values of a YAML file one by one, so that a large file takes no more memory than its largest item. Every scalar is
 * the text that is written (what it is meant to be the model tells), but for those that say null. Refused are aliases, of
 * which a few nested ones grow without bound, a key given twice, tags of other programs, and what is nested too deep. For
 * one use.
 */
final class YamlValues {

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<Tag> TAGS = Set.of(new Tag("!"), Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL,
            Tag.SEQ, Tag.MAP);

    private final Iterator<Event> events;

    /** Takes one value. */
    @FunctionalInterface
    interface Taker {

        /** @param line that the value starts at, from 1 */
        void take(int line, @Nullable Object value);
    }

    YamlValues(String text) {
        this.events = new Parse(LoadSettings.builder().setLabel("the file")
                .setCodePointLimit(Math.max(1, text.length())).build()).parseString(text).iterator();
    }

    /** @throws InvalidInput when it is no YAML, or of a kind that is refused; the taker may have had a part of it */
    void each(Taker taker) {
        try {
            while (events.hasNext()) {
                if (events.next() instanceof DocumentStartEvent) {
                    document(events.next(), taker);
                }
            }
        } catch (YamlEngineException e) {
            throw new InvalidInput("body", "YAML", words(e));
        }
    }

    private void document(Event root, Taker taker) {
        if (root instanceof SequenceStartEvent list) {
            check(list, list.getTag().orElse(null));
            for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
                taker.take(line(next), value(next, 2));
            }
            return;
        }
        Object value = value(root, 1);
        if (value != null) {
            taker.take(line(root), value);
        }
    }

    private @Nullable Object value(Event event, int depth) {
        if (depth > ItemDocument.NESTING_MAX) {
            throw refused(event, "values at most " + ItemDocument.NESTING_MAX + " deep", "deeper ones");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                check(scalar, scalar.getTag().orElse(null));
                yield scalar.isPlain() && NULLS.contains(scalar.getValue()) ? null : scalar.getValue();
            }
            case SequenceStartEvent list -> {
                check(list, list.getTag().orElse(null));
                yield list(depth);
            }
            case MappingStartEvent map -> {
                check(map, map.getTag().orElse(null));
                yield map(depth);
            }
            case AliasEvent alias -> throw refused(alias, "no alias", "*" + alias.getAlias().getValue());
            default -> throw refused(event, "a value", event.getEventId().toString());
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            list.add(value(next, depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            if (!(next instanceof ScalarEvent key)) {
                throw refused(next, "a text for a key", "something else");
            }
            if (map.containsKey(key.getValue())) {
                throw refused(next, "each key once", key.getValue() + " twice");
            }
            map.put(key.getValue(), value(events.next(), depth + 1));
        }
        return map;
    }

    private static void check(Event event, @Nullable String tag) {
        if (tag != null && !TAGS.contains(new Tag(tag))) {
            throw refused(event, "no tags but those of YAML itself", tag);
        }
    }

    /** Where it stands and what is wrong, without the picture of the place that the message has. */
    private static String words(YamlEngineException e) {
        Mark mark = e instanceof MarkedYamlEngineException marked ? marked.getProblemMark().orElse(null) : null;
        return mark == null
                ? String.valueOf(e.getMessage())
                : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": "
                        + ((MarkedYamlEngineException) e).getProblem();
    }

    private static InvalidInput refused(Event event, String expected, String got) {
        return new InvalidInput("body", expected, "line " + line(event) + ": " + got);
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
