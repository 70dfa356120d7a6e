package io.binnacle.timeseries.batch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.ExemplarCodec;
import io.binnacle.timeseries.histogram.HistogramCodec;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * What an appender was given since its last commit, in columns; series by the numbers that the appender gave them. Belongs
 * to one thread; the arrays are to be read only.
 */
public final class SampleBatch {

    /** 24 MB; a round of scrapes is a hundredth of it. */
    public static final int SAMPLES_MAX = 1_000_000;
    /** Histograms and exemplars, and at least this much for each; as much as the samples may take. */
    private static final long EVENT_BYTES_MAX = 24L << 20;
    private static final int EVENT_BYTES = 24;
    /** OpenMetrics' bound on the labels of an exemplar: all names and values together. */
    private static final int EXEMPLAR_CHARACTERS_MAX = 128;
    private static final int FIRST = 16;

    private int[] series = new int[FIRST];
    private long[] times = new long[FIRST];
    private double[] values = new double[FIRST];
    private int size;
    private final EventBatch events = new EventBatch();
    private final Map<String, MetricMetadata> metadata = new LinkedHashMap<>();

    /** @throws Overloaded the batch is full */
    public void append(int seriesNumber, long epochMillis, double value) {
        if (size == SAMPLES_MAX) {
            throw full();
        }
        if (size == series.length) {
            series = Arrays.copyOf(series, size * 2);
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        series[size] = seriesNumber;
        times[size] = epochMillis;
        values[size] = value;
        size++;
    }

    /** @throws Overloaded the batch is full */
    public void append(int seriesNumber, long epochMillis, NativeHistogram histogram) {
        requireRoom();
        events.add(seriesNumber, EventKind.NATIVE_HISTOGRAM, epochMillis, HistogramCodec.encode(histogram),
                Double.doubleToRawLongBits(histogram.sum()));
    }

    /**
     * @throws Overloaded the batch is full
     * @throws InvalidInput its labels are too long
     */
    public void exemplar(int seriesNumber, Labels labels, long epochMillis, double value) {
        requireRoom();
        int characters = 0;
        for (Label label : labels) {
            characters += label.name().codePointCount(0, label.name().length())
                    + label.value().codePointCount(0, label.value().length());
        }
        if (characters > EXEMPLAR_CHARACTERS_MAX) {
            throw new InvalidInput("exemplar", "labels of at most " + EXEMPLAR_CHARACTERS_MAX + " characters",
                    characters);
        }
        requireText(labels);
        events.add(seriesNumber, EventKind.EXEMPLAR, epochMillis, ExemplarCodec.encode(labels, value),
                Double.doubleToRawLongBits(value));
    }

    /** @throws InvalidInput a text holds half a character */
    public static void requireText(Labels labels) {
        byte[] bytes = LabelBytes.write(labels);
        if (!LabelBytes.read(bytes, 0, bytes.length).equals(labels)) {
            throw new InvalidInput("labels", "text that has a form in UTF-8", labels);
        }
    }

    /** A start that the one before said already costs nothing. */
    public void startTime(int seriesNumber, long epochMillis, long startMillis) {
        if (!events.isKnownStart(seriesNumber, epochMillis, startMillis)) {
            requireRoom();
            events.addStart(seriesNumber, epochMillis, startMillis);
        }
    }

    /** @throws InvalidInput a text holds half a character, or there is no name */
    public void metadata(String family, MetricMetadata told) {
        if (family.isEmpty()) {
            throw new InvalidInput("metadata", "the name of a metric family", "none");
        }
        for (String text : new String[]{family, told.unit(), told.help()}) {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new InvalidInput("metadata", "text that has a form in UTF-8", text);
            }
        }
        metadata.put(family, told);
    }

    private void requireRoom() {
        if (events.payloadBytes() + (long) EVENT_BYTES * events.count() >= EVENT_BYTES_MAX) {
            throw full();
        }
    }

    private static Overloaded full() {
        return new Overloaded(
                "a batch holds at most " + SAMPLES_MAX + " samples, and native histograms and exemplars of "
                        + EVENT_BYTES_MAX + " bytes",
                Duration.ZERO);
    }

    /** Float samples. */
    public int size() {
        return size;
    }

    public int[] series() {
        return series;
    }

    public long[] times() {
        return times;
    }

    public double[] values() {
        return values;
    }

    public EventBatch events() {
        return events;
    }

    /** By the name of the family, what was told last. */
    public Map<String, MetricMetadata> metadata() {
        return metadata;
    }

    public void clear() {
        size = 0;
        events.clear();
        metadata.clear();
    }
}
