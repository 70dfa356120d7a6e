package io.binnacle.timeseries.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.kernel.label.Matcher.Operator;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** Readers beside a writer, a thread that persists, and one that forgets: each selection sees publications whole. */
class SeriesCatalogueConcurrencyTest {

    private static final int PUBLICATIONS = 150;
    private static final int SERIES_EACH = 50;

    private final FaultyDisk disk = new FaultyDisk();
    private final SeriesCatalogue catalogue = SeriesCatalogue.open(disk, "series", problem -> {
        throw new AssertionError(problem);
    });
    private final AtomicInteger published = new AtomicInteger();

    SeriesCatalogueConcurrencyTest() throws IOException {
    }

    @Test
    void aReaderSeesAPublicationWholeOrNotAtAll() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(this::write));
            for (int reader = 0; reader < 3; reader++) {
                all.add(threads.submit(this::read));
            }
            all.add(threads.submit(() -> {
                while (published.get() < PUBLICATIONS) {
                    catalogue.persist();
                    catalogue.forget(new RoaringBitmap());
                    catalogue.persist();
                }
                return null;
            }));
            for (Future<?> each : all) {
                get(each);
            }
        }
        catalogue.persist();
        try (SeriesCatalogue again = SeriesCatalogue.open(disk.afterKill(), "series", problem -> {
            throw new AssertionError(problem);
        })) {
            assertThat(again.size()).isEqualTo(PUBLICATIONS * SERIES_EACH);
        }
    }

    private static void get(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static Labels labels(int publication, int number) {
        return Labels.of("__name__", "m" + number % 7, "publication", "p" + publication, "number", "n" + number,
                "parity",
                publication % 2 == 0 ? "even" : "");
    }

    private void write() {
        for (int publication = 0; publication < PUBLICATIONS; publication++) {
            for (int number = 0; number < SERIES_EACH; number++) {
                catalogue.create(labels(publication, number));
            }
            if (publication % 5 == 0) {
                // As after a log that could not be written.
                catalogue.discard();
                for (int number = SERIES_EACH - 1; number >= 0; number--) {
                    catalogue.create(labels(publication, number));
                }
            }
            catalogue.publish();
            published.incrementAndGet();
        }
    }

    private void read() {
        int last;
        do {
            last = published.get();
            int all = catalogue.select(List.of()).size();
            assertThat(all).isGreaterThanOrEqualTo(last * SERIES_EACH);
            assertThat(all % SERIES_EACH).isZero();
            assertThat(catalogue.select(List.of(new Matcher("number", Operator.NOT_EQUAL, "n1"))).size()
                    % (SERIES_EACH - 1))
                    .isZero();
            assertThat(catalogue.select(List.of(new Matcher("parity", Operator.NOT_EQUAL, ""))).size() % SERIES_EACH)
                    .isZero();
            assertThat(catalogue.select(List.of(new Matcher("parity", Operator.EQUAL, ""))).size() % SERIES_EACH)
                    .isZero();
            SeriesSet newest = catalogue
                    .select(List.of(new Matcher("publication", Operator.MATCH, "p" + last + "|p" + (last + 1))));
            assertThat(newest.size() % SERIES_EACH).isZero();
            for (long key : newest.orderKeys()) {
                Labels labels = catalogue.labels(SeriesSet.series(key));
                assertThat(labels.get("publication")).isIn("p" + last, "p" + (last + 1));
                assertThat(catalogue.find(labels)).isEqualTo(SeriesSet.series(key));
            }
            if (last > 0) {
                assertThat(catalogue.find(labels(last - 1, 3))).isNotEqualTo(SeriesCatalogue.NOT_FOUND);
            }
        } while (last < PUBLICATIONS);
    }
}
