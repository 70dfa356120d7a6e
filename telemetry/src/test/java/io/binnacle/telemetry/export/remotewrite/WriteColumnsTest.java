package io.binnacle.telemetry.export.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Exemplar;
import org.junit.jupiter.api.Test;

class WriteColumnsTest {

    private static final Labels A = Labels.of("__name__", "a");
    private static final Labels B = Labels.of("__name__", "b");

    private static List<String> rows(WriteColumns columns) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < columns.count(); i++) {
            rows.add(columns.series(i).get("__name__") + " " + columns.millis(i) + " "
                    + (columns.exemplar(i) == null ? columns.value(i) : "exemplar"));
        }
        return rows;
    }

    @Test
    void eachSeriesIsOnItsOwnAndByTime() {
        WriteColumns columns = new WriteColumns();
        columns.add(2, B, 30, 1);
        columns.add(1, A, 20, 2);
        columns.add(2, B, 10, 3);
        columns.add(1, A, 10, 4);
        columns.add(1, A, 15, 5);
        columns.add(1, A, 15, 6);
        columns.add(2, B, new Exemplar(Labels.empty(), 20, 7));
        assertThat(rows(columns.bySeries())).containsExactly("a 10 4.0", "a 15 5.0", "a 15 6.0", "a 20 2.0", "b 10 3.0",
                "b 20 exemplar", "b 30 1.0");
        assertThat(rows(columns)).as("the columns themselves").first().isEqualTo("b 30 1.0");
        assertThat(columns.bySeries().counts()).isEqualTo(columns.counts());
    }

    @Test
    void whatIsInOrderStaysAndAPartIsAPart() {
        WriteColumns columns = new WriteColumns();
        for (int i = 0; i < 200; i++) {
            columns.add(i / 50, A, i, i);
        }
        assertThat(rows(columns.bySeries())).isEqualTo(rows(columns));
        assertThat(rows(columns.bySeries().part(190, 200, 195))).hasSize(5);
        assertThat(new WriteColumns().bySeries().count()).isZero();
    }
}
