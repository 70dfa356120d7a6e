package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.CommitResult.Reason;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.head.Generation;

/**
 * The batch that is being committed; one a store, used under its commit lock. Three steps: {@link #check} sorts good
 * samples from bad ones, the store writes the good ones to the log, {@link #apply} puts them into the generation.
 */
final class Commit {

    private final DurableTimeSeriesStore store;

    int[] series = new int[16];
    long[] times = new long[16];
    double[] values = new double[16];
    int size;

    /** Series that this commit creates; nobody else sees them before it is in the log. */
    final List<CommitRecord.NewSeries> created = new ArrayList<>();

    private final SampleColumns found = new SampleColumns(4);
    private final SampleColumns scratch = new SampleColumns(4);
    private int[] lateSeries = new int[16];
    private int lateCount;
    private int createdEnd;
    private Map<Reason, Integer> rejectedBy = new EnumMap<>(Reason.class);
    private List<CommitResult.Rejection> examples = new ArrayList<>();
    private int appended;
    private int duplicates;

    Commit(DurableTimeSeriesStore store) {
        this.store = store;
    }

    // ---- first: what is good ----------------------------------------------------------------------------------------

    void check(DurableAppender batch, long nowMillis) {
        begin(batch.size);
        DurableSettings settings = store.settings;
        long oldest = nowMillis - settings.retention().toMillis();
        long latest = nowMillis + settings.futureTolerance().toMillis();
        long window = settings.outOfOrderWindow().toMillis();
        if (batch.seriesCount > 0 && batch.forgotten != store.catalogue.forgotten()) {
            renumber(batch);
        }
        for (int i = 0; i < batch.size; i++) {
            int inBatch = batch.series[i];
            int number = batch.numbers[inBatch];
            long millis = batch.times[i];
            double value = batch.values[i];
            if (number < 0 && batch.unknown.get(-1 - number).isEmpty()) {
                reject(Labels.empty(), millis, value, Reason.NO_LABELS);
            } else if (millis < oldest || millis > latest) {
                reject(labels(batch, number), millis, value, millis < oldest ? Reason.TOO_OLD : Reason.TOO_NEW);
            } else {
                if (number < 0) {
                    number = create(batch, number);
                }
                if (number < 0) {
                    reject(labels(batch, number), millis, value, Reason.SERIES_LIMIT);
                } else if (millis < store.newest.get(number) - window) {
                    reject(store.catalogue.labels(number), millis, value, Reason.OUT_OF_ORDER);
                } else {
                    series[size] = number;
                    times[size] = millis;
                    values[size++] = value;
                }
            }
        }
    }

    /** Series were forgotten since the batch was begun: its numbers are found anew, by their labels. */
    private void renumber(DurableAppender batch) {
        for (int i = 0; i < batch.seriesCount; i++) {
            if (batch.numbers[i] >= 0) {
                Labels labels = store.catalogue.labels(batch.numbers[i]);
                int number = store.catalogue.find(labels);
                if (number < 0) {
                    batch.unknown.add(labels);
                }
                batch.numbers[i] = number < 0 ? -batch.unknown.size() : number;
            }
        }
        batch.forgotten = store.catalogue.forgotten();
    }

    private void begin(int samples) {
        size = 0;
        createdEnd = store.catalogue.nextSeries();
        lateCount = 0;
        appended = 0;
        duplicates = 0;
        rejectedBy = new EnumMap<>(Reason.class);
        examples = new ArrayList<>();
        if (series.length < samples) {
            series = new int[samples];
            times = new long[samples];
            values = new double[samples];
        }
    }

    private Labels labels(DurableAppender batch, int number) {
        return number < 0 ? batch.unknown.get(-1 - number) : store.catalogue.labels(number);
    }

    /** The new series' number; negative when there are too many. */
    private int create(DurableAppender batch, int place) {
        Labels labels = batch.unknown.get(-1 - place);
        // Another batch may have created it meanwhile, or another entry of this one.
        int number = store.catalogue.find(labels);
        if (number < 0) {
            if (store.liveSeries() + created.size() >= store.settings.seriesMax()) {
                return place;
            }
            number = store.catalogue.create(labels);
            if (number >= createdEnd) {
                created.add(new CommitRecord.NewSeries(number, labels));
                createdEnd = number + 1;
            }
        }
        return number;
    }

    /** The log has them: everybody may know them. */
    void publishCreated() {
        store.catalogue.publish();
        for (CommitRecord.NewSeries one : created) {
            byte[] bytes = LabelBytes.write(one.labels());
            store.known.add(bytes, 0, bytes.length, one.number(), store.catalogue.forgotten());
        }
        created.clear();
    }

    /** The log refused them. */
    void discardCreated() {
        store.catalogue.discard();
        created.clear();
    }

    private void reject(Labels labels, long millis, double value, Reason reason) {
        rejectedBy.merge(reason, 1, Integer::sum);
        if (examples.size() < CommitResult.EXAMPLES_MAX) {
            examples.add(new CommitResult.Rejection(labels, millis, value, reason));
        }
    }

    // ---- last: into memory ------------------------------------------------------------------------------------------

    /** For a record of the log: its samples are good, and come one by one. */
    void beginReplay() {
        begin(0);
    }

    void apply(View view, long version, long[] openVersions) {
        for (int i = 0; i < size; i++) {
            apply(view, version, openVersions, series[i], times[i], values[i]);
        }
        publishLate(view.active, version, openVersions);
    }

    void apply(View view, long version, long[] openVersions, int number, long millis, double value) {
        Generation active = view.active;
        active.touch(number, version, openVersions);
        if (millis > store.newest.get(number)) {
            active.append(number, millis, value);
            store.newest.set(number, millis);
            store.revive(number);
            appended++;
        } else {
            applyLate(view, version, number, millis, value);
        }
    }

    private void applyLate(View view, long version, int number, long millis, double value) {
        boolean present;
        double presentValue;
        if (view.active.newestIs(number, millis)) {
            present = true;
            presentValue = view.active.newestValue(number);
        } else {
            present = find(view, version, number, millis);
            presentValue = present ? found.values()[0] : 0;
        }
        if (present && !Samples.prevails(value, presentValue)) {
            duplicates++;
            return;
        }
        if (view.active.appendLate(number, version, millis, value, present) == Generation.LateOutcome.DUPLICATE) {
            duplicates++;
            return;
        }
        appended++;
        if (lateCount == lateSeries.length) {
            lateSeries = Arrays.copyOf(lateSeries, lateCount * 2);
        }
        lateSeries[lateCount++] = number;
    }

    /** Whether there is a sample of that time anywhere; {@link #found} has it. */
    private boolean find(View view, long version, int number, long millis) {
        found.clear();
        try {
            store.readAll(view, version, number, millis, millis, found, scratch);
        } catch (Corrupt e) {
            // What cannot be read cannot be a duplicate; the good sample is kept.
            store.problems.accept(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        return found.count() > 0;
    }

    void publishLate(Generation active, long version, long[] openVersions) {
        long oldestNeeded = openVersions.length == 0 ? version - 1 : Math.min(openVersions[0], version - 1);
        for (int i = 0; i < lateCount; i++) {
            active.publishLate(lateSeries[i], version, oldestNeeded);
        }
        lateCount = 0;
    }

    CommitResult result() {
        return new CommitResult(appended, duplicates, rejectedBy, examples);
    }

    int appended() {
        return appended;
    }

    int duplicates() {
        return duplicates;
    }
}
