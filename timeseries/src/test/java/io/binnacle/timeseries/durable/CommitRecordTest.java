package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.batch.EventBatch;
import io.binnacle.timeseries.event.EventKind;
import org.junit.jupiter.api.Test;

class CommitRecordTest {

    private static final CommitRecord.Beside NOTHING = new CommitRecord.Beside(new EventBatch(), Map.of());

    private static List<String> read(ByteBuffer bytes) {
        List<String> read = new ArrayList<>();
        CommitRecord.read(bytes, new CommitRecord.Visitor() {
            @Override
            public void series(int number, Labels labels) {
                read.add(number + " " + labels);
            }

            @Override
            public void sample(int number, long millis, double value) {
                read.add(number + " " + millis + " " + Long.toHexString(Double.doubleToRawLongBits(value)));
            }

            @Override
            public void event(int series, int kindCode, long millis, byte[] payload) {
                read.add(series + " " + kindCode + " " + millis + " " + HexFormat.of().formatHex(payload));
            }

            @Override
            public void metadata(String family, MetricMetadata told) {
                read.add(family + " " + told);
            }
        });
        assertThat(bytes.hasRemaining()).isFalse();
        return read;
    }

    private static NumberedSamples samples(int[] series, long[] times, double[] values) {
        NumberedSamples samples = new NumberedSamples(1);
        for (int i = 0; i < series.length; i++) {
            samples.add(series[i], times[i], values[i]);
        }
        return samples;
    }

    @Test
    void whatIsWrittenIsReadInItsOrder() {
        CommitRecord record = new CommitRecord();
        List<CommitRecord.NewSeries> created = List.of(new CommitRecord.NewSeries(3, Labels.of("a", "b")),
                new CommitRecord.NewSeries(4, Labels.of("__name__", "up", "host", "ä")));
        int[] series = {3, 4, 3, Integer.MAX_VALUE, 0};
        long[] times = {1_700_000_000_000L, 1_700_000_000_000L, -1, Long.MAX_VALUE, Long.MIN_VALUE};
        double[] values = {1, -0.0, Double.NaN, 1e-300, Double.longBitsToDouble(0x7ff0_0000_0000_0002L)};
        ByteBuffer bytes = record.write(8, created, samples(series, times, values), NOTHING);
        bytes.position(8);
        assertThat(bytes.get(8)).isEqualTo(CommitRecord.KIND);
        List<String> expected = new ArrayList<>(
                List.of("3 " + created.get(0).labels(), "4 " + created.get(1).labels()));
        for (int i = 0; i < 5; i++) {
            expected.add(series[i] + " " + times[i] + " " + Long.toHexString(Double.doubleToRawLongBits(values[i])));
        }
        assertThat(read(bytes)).isEqualTo(expected);
    }

    @Test
    void whatComesBesideSamplesMakesItTheSecondKind() {
        EventBatch events = new EventBatch();
        byte[] payload = {1, 2, 3};
        events.add(7, EventKind.EXEMPLAR, -5, payload, 0);
        events.add(3, EventKind.NATIVE_HISTOGRAM, Long.MAX_VALUE / 2, new byte[0], 0);
        Map<String, MetricMetadata> metadata = new TreeMap<>(
                Map.of("grüße", new MetricMetadata(MetricMetadata.Type.STATE_SET, "s", "€".repeat(500))));
        ByteBuffer bytes = new CommitRecord().write(12, List.of(),
                samples(new int[]{9}, new long[]{8}, new double[]{1}), new CommitRecord.Beside(events, metadata));
        assertThat(bytes.get(12)).isEqualTo(CommitRecord.KIND_WITH_EVENTS);
        assertThat(read(bytes)).containsExactly("9 8 3ff0000000000000", "7 3 -5 010203",
                "3 1 " + Long.MAX_VALUE / 2 + " ", "grüße " + metadata.get("grüße"));
    }

    @Test
    void storedBytesOfBothKindsAreRead() {
        String body = "01" + "03" + "08" + "0a060a016112" + "0162" + "01" + "06" + "d00f" + "000000000000f03f";
        byte[] first = HexFormat.of().parseHex("01" + body);
        assertThat(read(ByteBuffer.wrap(first))).containsExactly("3 " + Labels.of("a", "b"), "3 1000 3ff0000000000000");
        byte[] second = HexFormat.of().parseHex("02" + body + "01" + "06" + "d00f" + "02" + "03" + "01d00f"
                + "01" + "027570" + "02" + "0173" + "0441206220");
        assertThat(read(ByteBuffer.wrap(second))).containsExactly("3 " + Labels.of("a", "b"),
                "3 1000 3ff0000000000000", "3 2 1000 01d00f",
                "up " + new MetricMetadata(MetricMetadata.Type.GAUGE, "s", "A b "));
    }
}
