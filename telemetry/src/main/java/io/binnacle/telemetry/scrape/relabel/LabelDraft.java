package io.binnacle.telemetry.scrape.relabel;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;

/** A label set that is being worked on. A label without a value is not there. Belongs to one thread. */
public final class LabelDraft {

    private final TreeMap<String, String> labels = new TreeMap<>();

    public LabelDraft() {
    }

    public LabelDraft(Labels from) {
        for (Label label : from) {
            labels.put(label.name(), label.value());
        }
    }

    /** Empty when there is none. */
    public String get(String name) {
        return labels.getOrDefault(name, "");
    }

    public boolean has(String name) {
        return labels.containsKey(name);
    }

    /** An empty value removes the label. */
    public void set(String name, String value) {
        if (value.isEmpty()) {
            labels.remove(name);
        } else {
            labels.put(name, value);
        }
    }

    public void remove(String name) {
        labels.remove(name);
    }

    public int size() {
        return labels.size();
    }

    /** As they are now, by name; later changes do not touch the list. */
    public List<Map.Entry<String, String>> entries() {
        return labels.entrySet().stream().map(entry -> Map.entry(entry.getKey(), entry.getValue())).toList();
    }

    public Labels toLabels() {
        return Labels.of(labels);
    }
}
