package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import org.junit.jupiter.api.Test;

class CommitRecordTest {

    @Test
    void whatIsWrittenIsReadInItsOrder() {
        CommitRecord record = new CommitRecord();
        List<CommitRecord.NewSeries> created = List.of(new CommitRecord.NewSeries(3, Labels.of("a", "b")),
                new CommitRecord.NewSeries(4, Labels.of("__name__", "up", "host", "ä")));
        int[] series = {3, 4, 3, Integer.MAX_VALUE, 0};
        long[] times = {1_700_000_000_000L, 1_700_000_000_000L, -1, Long.MAX_VALUE, Long.MIN_VALUE};
        double[] values = {1, -0.0, Double.NaN, 1e-300, Double.longBitsToDouble(0x7ff0_0000_0000_0002L)};
        ByteBuffer bytes = record.write(8, created, series, times, values, 5);
        bytes.position(8);
        assertThat(bytes.get()).isEqualTo(CommitRecord.KIND);
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
        });
        List<String> expected = new ArrayList<>(
                List.of("3 " + created.get(0).labels(), "4 " + created.get(1).labels()));
        for (int i = 0; i < 5; i++) {
            expected.add(series[i] + " " + times[i] + " " + Long.toHexString(Double.doubleToRawLongBits(values[i])));
        }
        assertThat(read).isEqualTo(expected);
        assertThat(bytes.hasRemaining()).isFalse();
    }
}
