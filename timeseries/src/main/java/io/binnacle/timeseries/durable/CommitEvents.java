package io.binnacle.timeseries.durable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.CommitResult.Reason;
import io.binnacle.timeseries.CommitResult.Taken;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.batch.EventBatch;
import io.binnacle.timeseries.batch.SampleBatch;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.StartTimeCodec;
import io.binnacle.timeseries.metadata.MetadataTable;

/** What a {@link Commit} has beside float samples; its steps are the same. */
final class CommitEvents {

    private final DurableTimeSeriesStore store;
    private final Commit commit;

    /** The good ones, by the numbers of the catalogue. */
    final EventBatch good = new EventBatch();
    /** What is news of metrics. */
    final Map<String, MetricMetadata> metadata = new LinkedHashMap<>();

    final CommitRecord.Beside beside = new CommitRecord.Beside(good, metadata);

    private final EventColumns found = new EventColumns();
    private int histograms;
    private int histogramDuplicates;
    private int exemplars;
    private int exemplarDuplicates;

    CommitEvents(DurableTimeSeriesStore store, Commit commit) {
        this.store = store;
        this.commit = commit;
    }

    void begin() {
        good.clear();
        metadata.clear();
        histograms = 0;
        histogramDuplicates = 0;
        exemplars = 0;
        exemplarDuplicates = 0;
    }

    // ---- first: what is good ----------------------------------------------------------------------------------------

    void check(SampleBatch batch, View view) {
        EventBatch events = batch.events();
        // Histograms first: they make series known.
        check(events, view, true);
        check(events, view, false);
        long pending = 0;
        for (Map.Entry<String, MetricMetadata> told : batch.metadata().entrySet()) {
            if (!store.metadata.isNews(told.getKey(), told.getValue())) {
                continue;
            }
            if (store.metadata.hasRoom(told.getKey(), told.getValue(), pending)) {
                metadata.put(told.getKey(), told.getValue());
                pending += MetadataTable.bytes(told.getKey(), told.getValue());
            } else {
                commit.count(Reason.METADATA_LIMIT);
            }
        }
    }

    private void check(EventBatch events, View view, boolean histogramsOnly) {
        for (int i = 0; i < events.count(); i++) {
            EventKind kind = events.kind(i);
            if ((kind == EventKind.NATIVE_HISTOGRAM) != histogramsOnly) {
                continue;
            }
            long millis = events.millis(i);
            if (kind == EventKind.START_TIME) {
                int number = commit.find(events.series(i), millis);
                if (number >= 0 && !view.active.events().isStartKnown(number, millis, events.number(i))) {
                    good.add(number, kind, millis, StartTimeCodec.encode(events.number(i)), events.number(i));
                }
                continue;
            }
            int number = commit.admit(events.series(i), millis, events.value(i), histogramsOnly);
            if (number >= 0) {
                good.add(number, kind, millis, events.payload(i), events.number(i));
            }
        }
    }

    // ---- last: into memory ------------------------------------------------------------------------------------------

    void apply(View view, long version) {
        for (int i = 0; i < good.count(); i++) {
            apply(view, version, good.series(i), good.kind(i), good.millis(i), good.payload(i));
        }
        metadata.forEach((family, told) -> apply(view, family, told));
    }

    void apply(View view, String family, MetricMetadata told) {
        store.metadata.put(family, told);
        view.active.events().weigh(MetadataTable.bytes(family, told));
    }

    void apply(View view, long version, int series, EventKind kind, long millis, byte[] payload) {
        switch (kind) {
            case START_TIME -> {
                if (!view.active.events().isStartKnown(series, millis, StartTimeCodec.decode(payload))) {
                    view.active.events().put(kind, series, millis, payload);
                }
            }
            case NATIVE_HISTOGRAM -> {
                boolean newer = millis > store.newest.get(series);
                store.live.revive(series);
                if (newer) {
                    store.newest.set(series, millis);
                }
                if ((newer || isNews(view, version, series, kind, millis, payload))
                        && view.active.events().put(kind, series, millis, payload)) {
                    histograms++;
                } else {
                    histogramDuplicates++;
                }
            }
            case EXEMPLAR -> {
                if (isNews(view, version, series, kind, millis, payload)
                        && view.active.events().put(kind, series, millis, payload)) {
                    exemplars++;
                } else {
                    exemplarDuplicates++;
                }
            }
        }
    }

    /** Whether neither it nor one that prevails is in a block or on its way there; the active generation looks itself. */
    private boolean isNews(View view, long version, int series, EventKind kind, long millis, byte[] payload) {
        found.clear();
        try {
            store.readWritten(view, version, series, kind, millis, found);
        } catch (Corrupt e) {
            // What cannot be read cannot be a duplicate; the good event is kept.
            store.problems.accept(String.valueOf(e.getMessage()));
        }
        for (int i = 0; i < found.count(); i++) {
            int order = Arrays.compareUnsigned(payload, found.payloads()[i]);
            if (order == 0 || (order < 0 && !kind.several())) {
                return false;
            }
        }
        return true;
    }

    Taken histograms() {
        return new Taken(histograms, histogramDuplicates);
    }

    Taken exemplars() {
        return new Taken(exemplars, exemplarDuplicates);
    }
}
