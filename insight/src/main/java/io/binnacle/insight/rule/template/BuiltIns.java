package io.binnacle.insight.rule.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.binnacle.insight.rule.template.Function.Parameter;
import org.jspecify.annotations.Nullable;

/** The functions that every Go template has. {@code and} and {@code or} evaluate no more than they must: see {@link Execution}. */
final class BuiltIns {

    static final List<Function> ALL = List.of(
            any("and", values -> values.getLast()), any("or", values -> values.getLast()),
            new Function("not", List.of(Parameter.ANY), false, values -> !truth(values.getFirst())),
            any("len", BuiltIns::lengthOfOne), any("index", BuiltIns::index),
            any("slice", BuiltIns::slice), any("eq", Comparison::equal),
            comparison("ne", (left, right) -> !Comparison.equal(list(left, right))),
            comparison("lt", (left, right) -> Comparison.less(left, right)),
            comparison("le",
                    (left, right) -> Comparison.less(left, right) || Comparison.equal(list(left, right))),
            comparison("gt",
                    (left, right) -> !(Comparison.less(left, right) || Comparison.equal(list(left, right)))),
            comparison("ge", (left, right) -> !Comparison.less(left, right)),
            printing("print", GoText::printAll), printing("println", BuiltIns::printLine),
            new Function("printf", List.of(Parameter.STRING, Parameter.ANY), true,
                    BuiltIns::printFormat),
            printing("html", BuiltIns::html), printing("js", BuiltIns::script),
            printing("urlquery", BuiltIns::query),
            any("call", values -> {
                throw new TemplateFault("non-function of type " + GoText.type(values.getFirst()));
            }));

    private BuiltIns() {
    }

    /** Compares two values. */
    private interface Comparing {
        boolean holds(@Nullable Object left, @Nullable Object right);
    }

    private static Function any(String name, Function.Body body) {
        return new Function(name, List.of(Parameter.ANY, Parameter.ANY), true, body);
    }

    private static Function printing(String name, Function.Body body) {
        return new Function(name, List.of(Parameter.ANY), true, body);
    }

    private static Function comparison(String name, Comparing comparing) {
        return new Function(name, List.of(Parameter.ANY, Parameter.ANY), false,
                values -> comparing.holds(values.getFirst(), values.getLast()));
    }

    private static List<@Nullable Object> list(@Nullable Object left, @Nullable Object right) {
        return Arrays.asList(left, right);
    }

    private static List<@Nullable Object> exactly(List<@Nullable Object> values, int size) {
        if (values.size() != size) {
            throw new TemplateFault("wrong number of args: want " + size + " got " + values.size());
        }
        return values;
    }

    /** What counts as true: what is neither zero nor empty. */
    static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case Long integer -> integer != 0;
            case Double real -> real != 0;
            case String text -> !text.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Arguments arguments -> !arguments.values().isEmpty();
            case Vector vector -> !vector.samples().isEmpty();
            default -> true;
        };
    }

    private static Object lengthOfOne(List<@Nullable Object> values) {
        return length(exactly(values, 1).getFirst());
    }

    private static Object printFormat(List<@Nullable Object> values) {
        return GoFormat.format(String.valueOf(values.getFirst()), values.subList(1, values.size()));
    }

    private static long length(@Nullable Object value) {
        return switch (value) {
            case null -> throw new TemplateFault("len of nil pointer");
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case Map<?, ?> map -> map.size();
            case Arguments arguments -> arguments.values().size();
            case Vector vector -> vector.samples().size();
            default -> throw new TemplateFault("len of type " + GoText.type(value));
        };
    }

    private static @Nullable Object index(List<@Nullable Object> values) {
        Object item = values.getFirst();
        if (item == null) {
            throw new TemplateFault("index of untyped nil");
        }
        for (Object index : values.subList(1, values.size())) {
            item = switch (item) {
                case null -> throw new TemplateFault("index of nil pointer");
                case Map<?, ?> map -> {
                    Object value = map.get(key(index));
                    yield value == null ? "" : value;
                }
                case Arguments arguments -> arguments.values().get(key(index));
                case Vector vector -> vector.samples().get(place(index, vector.samples().size()));
                case String text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    yield (long) (bytes[place(index, bytes.length)] & 0xff);
                }
                default -> throw new TemplateFault("can't index item of type " + GoText.type(item));
            };
        }
        return item;
    }

    private static String key(@Nullable Object index) {
        if (index instanceof String key) {
            return key;
        }
        throw new TemplateFault(index == null
                ? "value is nil; should be string"
                : "value has type " + GoText.type(index) + "; should be string");
    }

    private static int place(@Nullable Object index, int size) {
        if (!(index instanceof Long place)) {
            throw new TemplateFault(index == null
                    ? "cannot index slice/array with nil"
                    : "cannot index slice/array with type " + GoText.type(index));
        }
        if (place < 0 || place >= size) {
            throw new TemplateFault("index out of range: " + place);
        }
        return place.intValue();
    }

    private static Object slice(List<@Nullable Object> values) {
        Object item = values.getFirst();
        if (item == null) {
            throw new TemplateFault("slice of untyped nil");
        }
        if (values.size() > 4) {
            throw new TemplateFault("too many slice indexes: " + (values.size() - 1));
        }
        int size = (int) switch (item) {
            case String text -> length(text);
            case Vector vector -> length(vector);
            default -> throw new TemplateFault("can't slice item of type " + GoText.type(item));
        };
        int from = values.size() > 1 ? place(values.get(1), size + 1) : 0;
        int to = values.size() > 2 ? place(values.get(2), size + 1) : size;
        if (from > to) {
            throw new TemplateFault("invalid slice index: " + from + " > " + to);
        }
        return item instanceof Vector vector
                ? new Vector(vector.samples().subList(from, to))
                : new String(((String) item).getBytes(StandardCharsets.UTF_8), from, to - from,
                        StandardCharsets.UTF_8);
    }

    private static String printLine(List<@Nullable Object> values) {
        return String.join(" ", values.stream().map(GoText::print).toList()) + "\n";
    }

    /** The one text, or everything printed. */
    private static String joined(List<@Nullable Object> values) {
        return values.size() == 1 && values.getFirst() instanceof String text ? text : GoText.printAll(values);
    }

    private static Object html(List<@Nullable Object> values) {
        return joined(values).replace("&", "&amp;").replace("'", "&#39;").replace("\"", "&#34;").replace("<", "&lt;")
                .replace(">", "&gt;").replace("\0", "\uFFFD");
    }

    private static Object query(List<@Nullable Object> values) {
        return URLEncoder.encode(joined(values), StandardCharsets.UTF_8);
    }

    private static Object script(List<@Nullable Object> values) {
        String text = joined(values);
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\'' -> escaped.append("\\'");
                case '"' -> escaped.append("\\\"");
                case '<', '>', '&', '=' -> escaped.append(String.format("\\u%04X", c));
                default -> escaped.append(c < ' ' ? String.format("\\u%04X", c) : Character.toString(c));
            }
        });
        return escaped.toString();
    }
}
