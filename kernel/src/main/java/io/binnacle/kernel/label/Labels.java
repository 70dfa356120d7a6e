package io.binnacle.kernel.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.binnacle.kernel.error.BugException;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of labels, sorted by name, each name once; it names a time series, an alert, a target.
 *
 * <p>Labels with an empty value are left out, as Prometheus does. Equality and hash are by content; the hash is kept.
 */
public final class Labels implements Iterable<Label> {

    /** By name, then value, label by label; a set that is a prefix of another comes first. */
    public static final Comparator<Labels> ORDER = (left, right) -> Arrays.compare(left.pairs, right.pairs);

    private static final Labels EMPTY = new Labels(new String[0]);

    /** name, value, name, value, ...; sorted by name. */
    private final String[] pairs;
    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public static Labels empty() {
        return EMPTY;
    }

    /** @param pairs name, value, name, value, ...; in any order; the last value of a name counts */
    public static Labels of(String... pairs) {
        if (pairs.length % 2 != 0) {
            throw new BugException("labels come in pairs, got " + pairs.length + " strings");
        }
        Builder builder = new Builder();
        for (int i = 0; i < pairs.length; i += 2) {
            builder.set(pairs[i], pairs[i + 1]);
        }
        return builder.build();
    }

    public static Labels of(Map<String, String> labels) {
        Builder builder = new Builder();
        labels.forEach(builder::set);
        return builder.build();
    }

    /**
     * For those who have the labels in order already: nothing is sorted or copied.
     *
     * @param pairs name, value, name, value, ...; names strictly ascending ({@link String#compareTo}), no value empty;
     *        belongs to the label set from now on
     */
    public static Labels ofSorted(String[] pairs) {
        if (pairs.length == 0) {
            return EMPTY;
        }
        if (pairs.length % 2 != 0) {
            throw new BugException("labels come in pairs, got " + pairs.length + " strings");
        }
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1].isEmpty() || (i > 0 && pairs[i - 2].compareTo(pairs[i]) >= 0)) {
                throw new BugException("not sorted, twice, or without a value: label " + pairs[i]);
            }
        }
        return new Labels(pairs);
    }

    /** The value of that name; empty string when there is none. */
    public String get(String name) {
        int low = 0;
        int high = pairs.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = pairs[2 * middle].compareTo(name);
            if (order == 0) {
                return pairs[2 * middle + 1];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return "";
    }

    public Optional<String> find(String name) {
        String value = get(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    public boolean has(String name) {
        return !get(name).isEmpty();
    }

    /** The metric's name; empty string when there is none. */
    public String metricName() {
        return get(Label.METRIC_NAME);
    }

    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** The name of the label at that place, in the order of names. */
    public String name(int index) {
        return pairs[2 * index];
    }

    /** The value of the label at that place, in the order of names; never empty. */
    public String value(int index) {
        return pairs[2 * index + 1];
    }

    public Labels with(String name, String value) {
        return toBuilder().set(name, value).build();
    }

    public Labels without(String... names) {
        List<String> gone = Arrays.asList(names);
        return filtered(name -> !gone.contains(name));
    }

    /** Only the labels of those names. */
    public Labels keep(Collection<String> names) {
        return filtered(names::contains);
    }

    /** What is left is in order already; this is asked of every series of a query. */
    private Labels filtered(Predicate<String> kept) {
        String[] rest = new String[pairs.length];
        int size = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (kept.test(pairs[i])) {
                rest[size++] = pairs[i];
                rest[size++] = pairs[i + 1];
            }
        }
        if (size == pairs.length) {
            return this;
        }
        return size == 0 ? EMPTY : new Labels(Arrays.copyOf(rest, size));
    }

    public Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        for (Label label : this) {
            map.put(label.name(), label.value());
        }
        return map;
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        for (Label label : this) {
            builder.set(label.name(), label.value());
        }
        return builder;
    }

    @Override
    public Iterator<Label> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < pairs.length;
            }

            @Override
            public Label next() {
                if (next >= pairs.length) {
                    throw new NoSuchElementException();
                }
                Label label = new Label(pairs[next], pairs[next + 1]);
                next += 2;
                return label;
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && hash == labels.hash && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** In Prometheus' spelling: {@code up{instance="a",job="b"}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(metricName());
        List<String> rest = new ArrayList<>();
        for (Label label : this) {
            if (!label.name().equals(Label.METRIC_NAME)) {
                rest.add(label.name() + "=\"" + escape(label.value()) + '"');
            }
        }
        if (text.isEmpty() || !rest.isEmpty()) {
            text.append('{').append(String.join(",", rest)).append('}');
        }
        return text.toString();
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Collects labels; not for use by several threads. */
    public static final class Builder {

        private final TreeMap<String, String> labels = new TreeMap<>();

        /** An empty value removes the label. */
        public Builder set(String name, String value) {
            if (value.isEmpty()) {
                labels.remove(name);
            } else {
                labels.put(name, value);
            }
            return this;
        }

        public Labels build() {
            if (labels.isEmpty()) {
                return EMPTY;
            }
            String[] pairs = new String[labels.size() * 2];
            int next = 0;
            for (Map.Entry<String, String> label : labels.entrySet()) {
                pairs[next++] = label.getKey();
                pairs[next++] = label.getValue();
            }
            return new Labels(pairs);
        }
    }
}
