package io.binnacle.timeseries.memory;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * An inverted index: label name → value → numbers of the series that carry it, ascending. One writer adds; any number of
 * readers search without a lock. Nothing is ever removed: a smaller index is built anew.
 */
final class LabelIndex {

    private final Map<Labels, MemorySeries> bySet = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Postings>> byName = new ConcurrentHashMap<>();
    private volatile MemorySeries[] all = new MemorySeries[64];
    private volatile int size;

    /** Ascending numbers that only grow at the end; the count is written after what it counts. */
    private static final class Postings {

        private volatile int[] numbers = new int[2];
        private volatile int count;

        void add(int number) {
            int at = count;
            int[] present = numbers;
            if (at == present.length) {
                present = Arrays.copyOf(present, at * 2);
                numbers = present;
            }
            present[at] = number;
            count = at + 1;
        }
    }

    void add(MemorySeries series) {
        int number = size;
        MemorySeries[] present = all;
        if (number == present.length) {
            present = Arrays.copyOf(present, number * 2);
            all = present;
        }
        present[number] = series;
        size = number + 1;
        bySet.put(series.labels(), series);
        for (Label label : series.labels()) {
            byName.computeIfAbsent(label.name(), name -> new ConcurrentHashMap<>())
                    .computeIfAbsent(label.value(), value -> new Postings()).add(number);
        }
    }

    @Nullable
    MemorySeries get(Labels labels) {
        return bySet.get(labels);
    }

    int size() {
        return size;
    }

    List<MemorySeries> all() {
        int length = size;
        MemorySeries[] present = all;
        return new AbstractList<>() {
            @Override
            public MemorySeries get(int number) {
                return present[number];
            }

            @Override
            public int size() {
                return length;
            }
        };
    }

    /** Every series that all matchers match, in the order of their creation. */
    List<MemorySeries> find(List<Matcher> matchers) {
        List<Postings> fewest = null;
        int resolved = -1;
        long fewestCount = Long.MAX_VALUE;
        for (int i = 0; i < matchers.size(); i++) {
            if (!matchers.get(i).matchesValue("")) {
                List<Postings> lists = postings(matchers.get(i));
                long count = lists.stream().mapToLong(list -> list.count).sum();
                if (count < fewestCount) {
                    fewest = lists;
                    fewestCount = count;
                    resolved = i;
                }
            }
        }
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < matchers.size(); i++) {
            if (i != resolved) {
                conditions.add(new Condition(matchers.get(i)));
            }
        }
        List<MemorySeries> candidates = fewest == null ? all() : series(fewest);
        if (conditions.isEmpty()) {
            return candidates;
        }
        List<MemorySeries> found = new ArrayList<>();
        for (MemorySeries candidate : candidates) {
            if (conditions.stream().allMatch(condition -> condition.holds(candidate.labels()))) {
                found.add(candidate);
            }
        }
        return found;
    }

    private List<Postings> postings(Matcher matcher) {
        Map<String, Postings> byValue = byName.getOrDefault(matcher.name(), Map.of());
        if (matcher.operator() == Matcher.Operator.EQUAL) {
            Postings only = byValue.get(matcher.value());
            return only == null ? List.of() : List.of(only);
        }
        List<Postings> lists = new ArrayList<>();
        byValue.forEach((value, list) -> {
            if (matcher.matchesValue(value)) {
                lists.add(list);
            }
        });
        return lists;
    }

    private List<MemorySeries> series(List<Postings> lists) {
        int length = 0;
        int[] numbers = new int[16];
        for (Postings list : lists) {
            int needed = length + list.count + 1;
            if (needed > numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(needed, numbers.length * 2));
            }
            // The list may have grown by now; what came later is of no version that the reader sees.
            int count = Math.min(list.count, numbers.length - length);
            System.arraycopy(list.numbers, 0, numbers, length, count);
            length += count;
        }
        if (lists.size() > 1) {
            Arrays.sort(numbers, 0, length);
        }
        MemorySeries[] present = all;
        List<MemorySeries> found = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            found.add(present[numbers[i]]);
        }
        return found;
    }

    /** A matcher that tests each value only once; regular expressions are dear. */
    private static final class Condition {

        private final Matcher matcher;
        private final Map<String, Boolean> known = new HashMap<>();

        Condition(Matcher matcher) {
            this.matcher = matcher;
        }

        boolean holds(Labels labels) {
            String value = labels.get(matcher.name());
            return switch (matcher.operator()) {
                case EQUAL, NOT_EQUAL -> matcher.matchesValue(value);
                case MATCH, NOT_MATCH -> known.computeIfAbsent(value, matcher::matchesValue);
            };
        }
    }
}
