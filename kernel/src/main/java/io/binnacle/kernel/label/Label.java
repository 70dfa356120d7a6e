package io.binnacle.kernel.label;

/** One name and value. An empty value means the same as no label at all. */
public record Label(String name, String value) implements Comparable<Label> {

    /** The name of the label that holds a metric's name. */
    public static final String METRIC_NAME = "__name__";

    @Override
    public int compareTo(Label other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : value.compareTo(other.value);
    }
}
