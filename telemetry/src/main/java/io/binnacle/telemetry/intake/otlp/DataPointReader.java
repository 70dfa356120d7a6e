package io.binnacle.telemetry.intake.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.protobuf.Numbers;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;

/**
 * Reads points of every kind.
 *
 * <pre>
 *   number       2 start   3 time   4 double   5 repeated Exemplar   6 int   7 repeated KeyValue   8 flags
 *   histogram    2 start   3 time   4 count   5 sum   6 counts   7 bounds   8 Exemplars   9 KeyValues   10 flags
 *   exponential  1 KeyValues   2 start   3 time   4 count   5 sum   6 scale   7 zero count   8 positive   9 negative
 *                10 flags   11 Exemplars   14 zero threshold        Buckets  1 offset   2 counts
 *   summary      2 start   3 time   4 count   5 sum   6 Quantile { 1 quantile   2 value }   7 KeyValues   8 flags
 *   Exemplar     2 time   3 double   4 span   5 trace   6 int   7 KeyValues
 * </pre>
 */
final class DataPointReader {

    private static final int BUCKETS_MAX = 10_000;
    private static final int EXEMPLAR_CHARACTERS_MAX = 128;

    private final ProtobufReader reader;
    private final Numbers numbers = new Numbers(BUCKETS_MAX);

    DataPointReader(ProtobufReader reader) {
        this.reader = reader;
    }

    DataPoint read(int messageTag, OtlpMetric.Kind kind) {
        DataPoint point = new DataPoint();
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            boolean read = switch (tag >>> 3) {
                case 2 -> {
                    point.startNanos = reader.fixed64(tag);
                    yield true;
                }
                case 3 -> {
                    point.timeNanos = reader.fixed64(tag);
                    yield true;
                }
                default -> switch (kind) {
                    case GAUGE, SUM -> number(tag, point);
                    case HISTOGRAM -> counted(tag, point) || histogram(tag, point);
                    case EXPONENTIAL_HISTOGRAM -> counted(tag, point) || exponential(tag, point);
                    case SUMMARY -> counted(tag, point) || summary(tag, point);
                };
            };
            if (!read) {
                reader.skip(tag);
            }
        }
        reader.leave(outer);
        return point;
    }

    private boolean number(int tag, DataPoint point) {
        switch (tag >>> 3) {
            case 4 -> point.value = reader.float64(tag);
            case 5 -> exemplar(tag, point);
            case 6 -> point.value = reader.fixed64(tag);
            case 7 -> attribute(tag, point.attributes);
            case 8 -> point.noValue = (reader.varint(tag) & 1) != 0;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean counted(int tag, DataPoint point) {
        switch (tag >>> 3) {
            case 4 -> point.count = unsigned(reader.fixed64(tag));
            case 5 -> {
                point.sum = reader.float64(tag);
                point.hasSum = true;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean histogram(int tag, DataPoint point) {
        switch (tag >>> 3) {
            case 6 -> point.bucketCounts = longs(tag, false, point.bucketCounts);
            case 7 -> point.bounds = doubles(tag, point.bounds);
            case 8 -> exemplar(tag, point);
            case 9 -> attribute(tag, point.attributes);
            case 10 -> point.noValue = (reader.varint(tag) & 1) != 0;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean exponential(int tag, DataPoint point) {
        switch (tag >>> 3) {
            case 1 -> attribute(tag, point.attributes);
            case 6 -> point.buckets.scale((int) reader.zigzag(tag));
            case 7 -> point.buckets.zero(reader.fixed64(tag));
            case 8 -> buckets(tag, point, true);
            case 9 -> buckets(tag, point, false);
            case 10 -> point.noValue = (reader.varint(tag) & 1) != 0;
            case 11 -> exemplar(tag, point);
            case 14 -> point.buckets.zeroThreshold(reader.float64(tag));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean summary(int tag, DataPoint point) {
        switch (tag >>> 3) {
            case 6 -> {
                double[] quantile = new double[2];
                int outer = reader.enter(tag);
                while (reader.more()) {
                    int field = reader.tag();
                    switch (field >>> 3) {
                        case 1 -> quantile[0] = reader.float64(field);
                        case 2 -> quantile[1] = reader.float64(field);
                        default -> reader.skip(field);
                    }
                }
                reader.leave(outer);
                point.quantiles.add(quantile);
            }
            case 7 -> attribute(tag, point.attributes);
            case 8 -> point.noValue = (reader.varint(tag) & 1) != 0;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void buckets(int messageTag, DataPoint point, boolean positive) {
        int offset = 0;
        long[] counts = {};
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> offset = (int) reader.zigzag(tag);
                case 2 -> counts = longs(tag, true, counts);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        point.buckets.add(positive, offset, counts);
    }

    /** Packed or one by one; what is beyond the most buckets that a histogram may have makes it one too many. */
    private long[] longs(int tag, boolean varints, long[] before) {
        numbers.clear();
        if ((tag & 7) != ProtobufReader.LENGTH) {
            numbers.add(varints ? reader.varint(tag) : reader.fixed64(tag));
        } else {
            int outer = reader.enter(tag);
            while (reader.more()) {
                numbers.add(varints ? reader.varint() : reader.fixed64());
            }
            reader.leave(outer);
        }
        if (numbers.overflown() || before.length + numbers.size() > BUCKETS_MAX) {
            throw reader.malformed("at most " + BUCKETS_MAX + " buckets");
        }
        long[] all = Arrays.copyOf(before, before.length + numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            all[before.length + i] = numbers.get(i);
        }
        return all;
    }

    private double[] doubles(int tag, double[] before) {
        long[] words = longs(tag, false, new long[0]);
        double[] all = Arrays.copyOf(before, before.length + words.length);
        for (int i = 0; i < words.length; i++) {
            all[before.length + i] = Double.longBitsToDouble(words[i]);
        }
        return all;
    }

    /** Reads a KeyValue; always true. */
    boolean attribute(int messageTag, Map<String, String> into) {
        String key = "";
        String value = "";
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> key = reader.text(tag);
                case 2 -> value = AnyValueText.read(reader, tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        into.put(key, value);
        return true;
    }

    private void exemplar(int messageTag, DataPoint point) {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>();
        long nanos = 0;
        double value = 0;
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 2 -> nanos = reader.fixed64(tag);
                case 3 -> value = reader.float64(tag);
                case 4 -> id("span_id", tag, ids);
                case 5 -> id("trace_id", tag, ids);
                case 6 -> value = reader.fixed64(tag);
                case 7 -> attribute(tag, attributes);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i += 2) {
            labels.put(ids.get(i), ids.get(i + 1));
        }
        int characters = characters(labels) + characters(attributes);
        if (characters <= EXEMPLAR_CHARACTERS_MAX) {
            attributes.forEach(labels::putIfAbsent);
        }
        point.exemplars.add(new DataPoint.PointExemplar(Labels.of(labels), value, nanos / 1_000_000));
    }

    private void id(String name, int tag, List<String> into) {
        byte[] bytes = AnyValueText.bytes(reader, tag);
        if (bytes.length > 0) {
            into.add(name);
            into.add(HexFormat.of().formatHex(bytes));
        }
    }

    private static int characters(Map<String, String> labels) {
        return labels.entrySet().stream().mapToInt(label -> label.getKey().codePointCount(0, label.getKey().length())
                + label.getValue().codePointCount(0, label.getValue().length())).sum();
    }

    private static double unsigned(long word) {
        return word >= 0 ? word : (word >>> 1 | (word & 1)) * 2.0;
    }
}
