package io.binnacle.timeseries.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.LabelChoice;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesGrouping;

/** Groups by the texts of labels. */
final class LabelGrouping implements SeriesGrouping {

    private final LabelChoice choice;
    private final Map<Labels, Integer> groups = new HashMap<>();
    private final List<Labels> byNumber = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    LabelGrouping(LabelChoice choice) {
        this.choice = choice;
    }

    @Override
    public int group(Series series) {
        for (Label label : series.labels()) {
            names.add(label.name());
        }
        Labels chosen = choice.of(series.labels());
        Integer known = groups.putIfAbsent(chosen, byNumber.size());
        if (known == null) {
            byNumber.add(chosen);
            return byNumber.size() - 1;
        }
        return known;
    }

    @Override
    public Labels labels(int group) {
        return byNumber.get(group);
    }

    @Override
    public int size() {
        return byNumber.size();
    }

    @Override
    public boolean hasMet(String labelName) {
        return names.contains(labelName);
    }
}
