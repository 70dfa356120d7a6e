package io.binnacle.telemetry.scrape.series;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Label;
import io.binnacle.telemetry.intake.exposition.ExpositionSample;
import io.binnacle.telemetry.intake.protobuf.Numbers;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The message {@code io.prometheus.client.Histogram}, read again and again; both kinds of buckets may be in it.
 *
 * <pre>
 *   1 count   2 sum   3 repeated Bucket   4 float count   5 schema   6 zero threshold   7 zero count   8 float zero count
 *   9 negative span   10 deltas   11 counts   12 positive span   13 deltas   14 counts   15 created   16 repeated Exemplar
 *   Bucket     1 cumulative count   2 upper bound   3 Exemplar   4 float cumulative count
 *   Exemplar   1 repeated LabelPair   2 value   3 Timestamp      Timestamp  1 seconds   2 nanoseconds
 * </pre>
 */
final class ProtobufHistogram {

    private static final int BUCKETS_MAX = 10_001;

    private final ProtobufReader reader;
    private final List<Bucket> buckets = new ArrayList<>();
    private final List<ExpositionSample.Exemplar> exemplars = new ArrayList<>();
    private final Side negative = new Side();
    private final Side positive = new Side();
    private boolean gauge;
    private long count;
    private double floatCount;
    private double sum;
    private int schema;
    private double zeroThreshold;
    private long zeroCount;
    private double floatZeroCount;
    private long startMillis;

    /** A classic one. */
    record Bucket(double upperBound, double count, ExpositionSample.@Nullable Exemplar exemplar) {}

    /** The native ones on one side of zero. */
    private static final class Side {
        final Numbers offsets = new Numbers(BUCKETS_MAX);
        final Numbers lengths = new Numbers(BUCKETS_MAX);
        final Numbers deltas = new Numbers(BUCKETS_MAX);
        final Numbers counts = new Numbers(BUCKETS_MAX);

        void clear() {
            offsets.clear();
            lengths.clear();
            deltas.clear();
            counts.clear();
        }

        Buckets toBuckets(boolean floats) {
            int[] first = new int[offsets.size()];
            int[] many = new int[offsets.size()];
            for (int i = 0; i < first.length; i++) {
                first[i] = (int) offsets.get(i);
                many[i] = (int) Math.min(lengths.get(i), Integer.MAX_VALUE);
            }
            if (floats) {
                double[] values = new double[counts.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = counts.getDouble(i);
                }
                return Buckets.ofFloats(first, many, values);
            }
            long[] values = new long[deltas.size()];
            long current = 0;
            for (int i = 0; i < values.length; i++) {
                current += deltas.get(i);
                values[i] = current;
            }
            return Buckets.ofIntegers(first, many, values);
        }
    }

    ProtobufHistogram(ProtobufReader reader) {
        this.reader = reader;
    }

    void read(int messageTag, boolean isGauge) {
        clear();
        gauge = isGauge;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> count = reader.varint(tag);
                case 2 -> sum = reader.float64(tag);
                case 3 -> buckets.add(bucket(tag));
                case 4 -> floatCount = reader.float64(tag);
                case 5 -> schema = (int) reader.zigzag(tag);
                case 6 -> zeroThreshold = reader.float64(tag);
                case 7 -> zeroCount = reader.varint(tag);
                case 8 -> floatZeroCount = reader.float64(tag);
                case 9 -> span(tag, negative);
                case 10 -> reader.zigzags(tag, negative.deltas);
                case 11 -> reader.fixed64s(tag, negative.counts);
                case 12 -> span(tag, positive);
                case 13 -> reader.zigzags(tag, positive.deltas);
                case 14 -> reader.fixed64s(tag, positive.counts);
                case 15 -> startMillis = timestampMillis(reader, tag);
                case 16 -> exemplars.add(exemplar(reader, tag));
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
    }

    private void clear() {
        buckets.clear();
        exemplars.clear();
        negative.clear();
        positive.clear();
        count = 0;
        floatCount = 0;
        sum = 0;
        schema = 0;
        zeroThreshold = 0;
        zeroCount = 0;
        floatZeroCount = 0;
        startMillis = 0;
    }

    private Bucket bucket(int messageTag) {
        long cumulative = 0;
        double floatCumulative = 0;
        double upperBound = 0;
        ExpositionSample.@Nullable Exemplar exemplar = null;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> cumulative = reader.varint(tag);
                case 2 -> upperBound = reader.float64(tag);
                case 3 -> exemplar = exemplar(reader, tag);
                case 4 -> floatCumulative = reader.float64(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        return new Bucket(upperBound, floatCumulative > 0 ? floatCumulative : unsigned(cumulative), exemplar);
    }

    private void span(int messageTag, Side side) {
        long offset = 0;
        long length = 0;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> offset = (int) reader.zigzag(tag);
                case 2 -> length = reader.varint(tag) & 0xffff_ffffL;
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        side.offsets.add(offset);
        side.lengths.add(length);
    }

    /** Whether it has native buckets, a span without any included, which is how an empty one says what it is. */
    boolean isNative() {
        return negative.offsets.size() + positive.offsets.size() > 0 || zeroThreshold > 0 || zeroCount > 0
                || floatZeroCount > 0;
    }

    /** @throws ScrapeFailure it breaks the rules of native histograms */
    NativeHistogram toNative() {
        boolean floats = floatCount > 0 || floatZeroCount > 0;
        NativeHistogram.Builder made = floats
                ? NativeHistogram.ofFloats().count(floatCount).zero(zeroThreshold, floatZeroCount)
                : NativeHistogram.ofIntegers().countWord(count).zeroWord(zeroThreshold, zeroCount);
        made.schema(schema).sum(sum).reset(gauge ? CounterReset.GAUGE : CounterReset.UNKNOWN)
                .negative(negative.toBuckets(floats)).positive(positive.toBuckets(floats));
        String fault = negative.deltas.overflown() || positive.deltas.overflown() ? "too many buckets" : made.fault();
        if (fault != null) {
            throw new ScrapeFailure("invalid native histogram: " + fault);
        }
        return made.build();
    }

    List<Bucket> buckets() {
        return buckets;
    }

    List<ExpositionSample.Exemplar> exemplars() {
        return exemplars;
    }

    double count() {
        return floatCount > 0 ? floatCount : unsigned(count);
    }

    double sum() {
        return sum;
    }

    /** 0 when it is not told. */
    long startMillis() {
        return startMillis;
    }

    static double unsigned(long word) {
        return word >= 0 ? word : (word >>> 1 | (word & 1)) * 2.0;
    }

    static Label label(ProtobufReader reader, int messageTag) {
        String name = "";
        String value = "";
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> name = reader.text(tag);
                case 2 -> value = reader.text(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        return new Label(name, value);
    }

    static ExpositionSample.Exemplar exemplar(ProtobufReader reader, int messageTag) {
        List<Label> labels = new ArrayList<>();
        double value = 0;
        double epochMillis = Double.NaN;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> labels.add(label(reader, tag));
                case 2 -> value = reader.float64(tag);
                case 3 -> epochMillis = timestampMillis(reader, tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        return new ExpositionSample.Exemplar(labels, value, epochMillis);
    }

    static long timestampMillis(ProtobufReader reader, int messageTag) {
        long seconds = 0;
        long nanos = 0;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> seconds = reader.varint(tag);
                case 2 -> nanos = reader.varint(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        return seconds * 1000 + nanos / 1_000_000;
    }
}
