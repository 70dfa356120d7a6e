package io.binnacle.timeseries.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** What {@link SeriesCatalogue} promises, one sentence at a time. */
class SeriesCatalogueTest {

    private static final Labels CPU_A = Labels.of("__name__", "cpu", "host", "a");
    private static final Labels CPU_B = Labels.of("__name__", "cpu", "host", "b");
    private static final Labels UP_A = Labels.of("__name__", "up", "host", "a");

    private final List<String> problems = new ArrayList<>();
    private FaultyDisk disk = new FaultyDisk();
    private SeriesCatalogue catalogue = open();

    SeriesCatalogueTest() throws IOException {
    }

    private SeriesCatalogue open() throws IOException {
        return SeriesCatalogue.open(disk, "series", problems::add);
    }

    private void restart() throws IOException {
        disk = disk.afterKill();
        catalogue = open();
    }

    private SeriesSet all() {
        return catalogue.select(List.of());
    }

    @Test
    void nobodySeesASeriesBeforeItIsPublished() {
        int series = catalogue.create(CPU_A);
        assertThat(catalogue.find(CPU_A)).isEqualTo(SeriesCatalogue.NOT_FOUND);
        assertThat(all().isEmpty()).isTrue();
        assertThat(catalogue.create(CPU_A)).as("the writer finds it").isEqualTo(series);
        catalogue.publish();
        assertThat(catalogue.find(CPU_A)).isEqualTo(series);
        assertThat(all().contains(series)).isTrue();
        assertThat(catalogue.labels(series)).isEqualTo(CPU_A);
    }

    @Test
    void whatIsDiscardedWasNeverThere() {
        catalogue.create(CPU_A);
        catalogue.publish();
        int taken = catalogue.create(CPU_B);
        catalogue.discard();
        catalogue.discard();
        assertThat(catalogue.find(CPU_B)).isEqualTo(SeriesCatalogue.NOT_FOUND);
        assertThat(catalogue.create(UP_A)).as("the number is free again").isEqualTo(taken);
        catalogue.publish();
        assertThat(catalogue.find(CPU_B)).isEqualTo(SeriesCatalogue.NOT_FOUND);
        assertThat(catalogue.size()).isEqualTo(2);
    }

    @Test
    void aSelectionIsASnapshot() {
        catalogue.create(CPU_A);
        catalogue.publish();
        SeriesSet before = all();
        catalogue.create(CPU_B);
        catalogue.publish();
        assertThat(before.size()).isEqualTo(1);
        assertThat(all().size()).isEqualTo(2);
    }

    @Test
    void orderIsByMetricThenSeries() {
        int cpuA = catalogue.create(CPU_A);
        int up = catalogue.create(UP_A);
        int cpuB = catalogue.create(CPU_B);
        int nameless = catalogue.create(Labels.of("host", "a"));
        catalogue.publish();
        assertThat(Arrays.stream(all().orderKeys()).mapToInt(SeriesSet::series).toArray()).containsExactly(nameless,
                cpuA, cpuB, up);
        assertThat(catalogue.metric(cpuA)).isEqualTo(catalogue.metric(cpuB)).isNotEqualTo(catalogue.metric(up));
        assertThat(catalogue.metricName(catalogue.metric(up))).isEqualTo("up");
        assertThat(catalogue.metric(nameless)).isEqualTo(SeriesCatalogue.NO_METRIC);
    }

    @Test
    void whatIsPersistedComesBackWithItsNumbers() throws IOException {
        int cpu = catalogue.create(CPU_A);
        int up = catalogue.create(UP_A);
        catalogue.publish();
        int metric = catalogue.metric(up);
        catalogue.persist();
        catalogue.create(CPU_B);
        catalogue.publish();
        restart();
        assertThat(catalogue.find(CPU_A)).isEqualTo(cpu);
        assertThat(catalogue.find(UP_A)).isEqualTo(up);
        assertThat(catalogue.metric(up)).isEqualTo(metric);
        assertThat(catalogue.find(CPU_B)).as("not persisted").isEqualTo(SeriesCatalogue.NOT_FOUND);
        assertThat(problems).isEmpty();
    }

    @Test
    void theLogBringsBackTheRestInAnyOrderAndTwice() throws IOException {
        catalogue.create(CPU_A);
        catalogue.publish();
        catalogue.persist();
        restart();
        catalogue.restore(7, UP_A);
        catalogue.restore(3, CPU_B);
        catalogue.restore(7, UP_A);
        catalogue.restore(0, CPU_A);
        catalogue.publish();
        assertThat(all().numbers()).containsExactly(0, 3, 7);
        assertThat(catalogue.nextSeries()).isEqualTo(8);
        assertThat(catalogue.create(Labels.of("a", "b"))).isEqualTo(8);
        catalogue.publish();
        catalogue.persist();
        restart();
        assertThat(all().numbers()).containsExactly(0, 3, 7, 8);
        assertThat(problems).isEmpty();
    }

    @Test
    void aNumberStaysWithItsLabels() {
        catalogue.create(CPU_A);
        catalogue.publish();
        catalogue.restore(0, UP_A);
        assertThat(catalogue.labels(0)).isEqualTo(CPU_A);
        assertThat(problems).singleElement().asString().contains("series 0");
    }

    @Test
    void aForgottenSeriesGetsANewNumberWhenItComesBack() throws IOException {
        int cpu = catalogue.create(CPU_A);
        int up = catalogue.create(UP_A);
        catalogue.publish();
        SeriesSet before = all();
        catalogue.forget(RoaringBitmap.bitmapOf(up));
        assertThat(catalogue.find(UP_A)).isEqualTo(SeriesCatalogue.NOT_FOUND);
        assertThat(all().numbers()).containsExactly(cpu);
        assertThat(before.contains(up)).as("an older set stays what it was").isTrue();
        assertThat(catalogue.labels(up)).as("its labels can still be read").isEqualTo(UP_A);
        assertThat(catalogue.forgotten()).isEqualTo(1);
        int again = catalogue.create(UP_A);
        assertThat(again).isGreaterThan(up);
        catalogue.publish();
        catalogue.persist();
        restart();
        assertThat(catalogue.find(UP_A)).isEqualTo(again);
        catalogue.forget(RoaringBitmap.bitmapOf(cpu, again));
        catalogue.persist();
        restart();
        assertThat(catalogue.size()).isZero();
        assertThat(catalogue.create(UP_A)).as("numbers are taken for ever").isGreaterThan(again);
        assertThat(problems).isEmpty();
    }

    @Test
    void labelsOfTheLongForgottenAreGone() throws IOException {
        int cpu = catalogue.create(CPU_A);
        int up = catalogue.create(UP_A);
        catalogue.publish();
        catalogue.forget(RoaringBitmap.bitmapOf(up));
        catalogue.forget(new RoaringBitmap());
        assertThat(catalogue.labels(cpu)).isEqualTo(CPU_A);
        assertThatThrownBy(() -> catalogue.labels(up)).isInstanceOf(BugException.class);
    }

    @Test
    void aFullDiskIsTriedAgain() throws IOException {
        catalogue.create(CPU_A);
        catalogue.publish();
        disk.limitRoom(20);
        assertThatThrownBy(catalogue::persist).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> catalogue.forget(RoaringBitmap.bitmapOf(0))).isInstanceOf(IOException.class);
        assertThat(catalogue.find(CPU_A)).as("nothing was forgotten").isZero();
        disk.limitRoom(Long.MAX_VALUE);
        catalogue.persist();
        restart();
        assertThat(catalogue.find(CPU_A)).isZero();
        assertThat(problems).isEmpty();
    }

    @Test
    void aBrokenPageTakesNoOtherWithIt() throws IOException {
        for (Labels labels : List.of(CPU_A, CPU_B, UP_A)) {
            catalogue.create(labels);
            catalogue.publish();
            catalogue.persist();
        }
        disk.flipBit("series/00000001.series", SeriesFile.HEADER_BYTES + SeriesFile.PAGE_HEADER_BYTES + 3, 5);
        restart();
        assertThat(all().numbers()).containsExactly(1, 2);
        assertThat(catalogue.labels(1)).isEqualTo(CPU_B);
        assertThat(catalogue.create(CPU_A)).as("a lost number stays taken").isEqualTo(3);
        assertThat(problems).singleElement().asString().contains("00000001.series", "1 series from number 0");
    }

    @Test
    void numbersThatAreUsedElsewhereAreNotGiven() {
        catalogue.reserve(10);
        assertThat(catalogue.create(CPU_A)).isEqualTo(10);
    }

    @Test
    void halfACharacterIsRefused() {
        assertThatThrownBy(() -> catalogue.create(Labels.of("host", "\uD83D"))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("whole characters");
    }

    @Test
    void namesAndValuesAreThoseOfTheSet() {
        catalogue.create(CPU_A);
        catalogue.create(CPU_B);
        catalogue.create(UP_A.with("zone", "z"));
        catalogue.publish();
        SeriesSet cpu = catalogue.select(List.of(Matcher.equal("__name__", "cpu")));
        assertThat(catalogue.labelNames(cpu, Presence.EVERYWHERE)).containsExactly("__name__", "host");
        assertThat(catalogue.labelValues("host", cpu, Presence.EVERYWHERE)).containsExactly("a", "b");
        assertThat(catalogue.labelValues("zone", cpu, Presence.EVERYWHERE)).isEmpty();
        assertThat(catalogue.labelValues("zone", all(), Presence.EVERYWHERE)).containsExactly("z");
        assertThat(catalogue.labelValues("no", all(), Presence.EVERYWHERE)).isEmpty();
    }
}
