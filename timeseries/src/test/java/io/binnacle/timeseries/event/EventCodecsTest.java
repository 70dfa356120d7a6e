package io.binnacle.timeseries.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.StartTime;
import org.junit.jupiter.api.Test;

class EventCodecsTest {

    @Test
    void anExemplarKeepsItsLabelsAndItsValue() {
        for (Labels labels : new Labels[]{Labels.empty(), Labels.of("trace_id", "ä", "span_id", "2")}) {
            assertThat(ExemplarCodec.decode(7, ExemplarCodec.encode(labels, -0.0)))
                    .isEqualTo(new Exemplar(labels, 7, -0.0));
        }
    }

    @Test
    void storedBytesOfVersionOneAreRead() {
        byte[] exemplar = HexFormat.of().parseHex("01" + "000000000000f03f" + "0a060a0161120162");
        assertThat(ExemplarCodec.decode(5, exemplar)).isEqualTo(new Exemplar(Labels.of("a", "b"), 5, 1));
        assertThat(StartTimeCodec.decode(HexFormat.of().parseHex("01d00f"))).isEqualTo(1000);
        assertThat(StartTimeCodec.decode(HexFormat.of().parseHex("00" + "8000000000000100" + "d00f"))).isEqualTo(1000);
        assertThat(StartTimeCodec.decode(StartTimeCodec.encode(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> StartTimeCodec.decode(new byte[]{2, 0})).isInstanceOf(Corrupt.class);
        assertThatThrownBy(() -> ExemplarCodec.decode(5, new byte[]{2, 0})).isInstanceOf(Corrupt.class);
        assertThatThrownBy(() -> ExemplarCodec.decode(5, new byte[]{1, 0})).isInstanceOf(Corrupt.class);
        byte[] noLabels = HexFormat.of().parseHex("01" + "000000000000f03f" + "0a");
        assertThatThrownBy(() -> ExemplarCodec.decode(5, noLabels)).isInstanceOf(Corrupt.class);
    }

    @Test
    void theOrderOfStartTimesOfOneTimeIsByWhenTheyWereTold() {
        byte[] told = StartTimeCodec.encode(7);
        byte[] before = StartTimeCodec.carry(-1, StartTimeCodec.encode(500));
        byte[] after = StartTimeCodec.carry(300, told);
        assertThat(after).inHexadecimal().isEqualTo(HexFormat.of().parseHex("00" + "800000000000012c" + "0e"));
        assertThat(Arrays.compareUnsigned(before, after)).isNegative();
        assertThat(Arrays.compareUnsigned(after, told)).isNegative();
        assertThat(StartTimeCodec.isSame(told, after)).isTrue();
        assertThat(StartTimeCodec.isSame(before, after)).isFalse();
        assertThat(StartTimeCodec.isSame(new byte[0], new byte[0])).isTrue();
        assertThat(StartTimeCodec.isSame(new byte[]{2, 7}, new byte[]{1, 7})).isFalse();
    }

    @Test
    void ofStartTimesOnlyTheOneInForceAndChangesCount() {
        EventColumns events = new EventColumns();
        for (long[] one : new long[][]{{1, 0}, {3, 2}, {5, 2}, {7, 6}, {8, 6}}) {
            events.append(one[0], StartTimeCodec.encode(one[1]));
        }
        assertThat(StartTimeCodec.inForce(events, 6)).containsExactly(new StartTime(5, 2), new StartTime(7, 6));
        assertThat(StartTimeCodec.inForce(events, 0)).containsExactly(new StartTime(1, 0), new StartTime(3, 2),
                new StartTime(7, 6));
        assertThat(StartTime.find(StartTimeCodec.inForce(events, 0), 0)).isEmpty();
        assertThat(StartTime.find(StartTimeCodec.inForce(events, 0), 6)).hasValue(2);
    }
}
