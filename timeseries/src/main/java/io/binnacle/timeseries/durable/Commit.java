package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.CommitResult.Reason;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.batch.SampleBatch;
import io.binnacle.timeseries.catalogue.SeriesLimits.Verdict;
import io.binnacle.timeseries.head.Generation;
import org.jspecify.annotations.Nullable;

/**
 * The batch that is being committed; one a store, used under its commit lock. Three steps: {@link #check} sorts good
 * samples from bad ones, the store writes the good ones to the log, {@link #apply} puts them into the generation.
 */
final class Commit {

    private final DurableTimeSeriesStore store;

    final NumberedSamples good = new NumberedSamples(16);

    /** What it has beside them. */
    final CommitEvents events;

    /** Series that this commit creates; nobody else sees them before it is in the log. */
    final List<CommitRecord.NewSeries> created = new ArrayList<>();

    private final SampleColumns found = new SampleColumns(4);
    private final SampleColumns scratch = new SampleColumns(4);
    private int[] lateSeries = new int[16];
    private int lateCount;
    /** From this one on, numbers are of series that this commit creates. */
    private int createdFrom;
    private int sender;
    /** For each unknown series of the batch the number that it got in this commit, or -1. */
    private int[] numbersGiven = {};
    /** Of each of them why it was refused, if it was. */
    private @Nullable Reason[] refusals = {};
    private @Nullable DurableAppender batch;
    private long oldest;
    private long latest;
    private long window;
    private Map<Reason, Integer> rejectedBy = new EnumMap<>(Reason.class);
    private List<CommitResult.Rejection> examples = new ArrayList<>();
    private int appended;
    private int duplicates;

    Commit(DurableTimeSeriesStore store) {
        this.store = store;
        this.events = new CommitEvents(store, this);
    }

    // ---- first: what is good ----------------------------------------------------------------------------------------

    void check(DurableAppender given, View view, long nowMillis) {
        SampleBatch samples = given.batch();
        batch = given;
        begin(samples.size());
        sender = store.limits.sender(given.sender.tenant(), given.sender.name());
        store.limits.advance();
        DurableSettings settings = store.settings;
        oldest = nowMillis - settings.retention().toMillis();
        latest = nowMillis + settings.futureTolerance().toMillis();
        window = settings.outOfOrderWindow().toMillis();
        if (given.seriesCount > 0 && given.forgotten != store.catalogue.forgotten()) {
            renumber(given);
        }
        numbersGiven = new int[given.unknown.size()];
        Arrays.fill(numbersGiven, -1);
        refusals = new Reason[numbersGiven.length];
        for (int i = 0; i < samples.size(); i++) {
            long millis = samples.times()[i];
            double value = samples.values()[i];
            int number = admit(samples.series()[i], millis, value, true);
            if (number >= 0) {
                good.add(number, millis, value);
            }
        }
        events.check(samples, view);
        batch = null;
    }

    /**
     * The number of a series of the batch, if a sample or what belongs to one may have that time; negative when it was
     * refused.
     *
     * @param creates whether the series may be a new one
     */
    int admit(int inBatch, long millis, double value, boolean creates) {
        DurableAppender from = batch();
        int number = from.numbers[inBatch];
        if (number < 0 && from.unknown.get(-1 - number).isEmpty()) {
            reject(Labels.empty(), millis, value, Reason.NO_LABELS);
            return -1;
        }
        if (millis < oldest || millis > latest) {
            reject(labels(from, number), millis, value, millis < oldest ? Reason.TOO_OLD : Reason.TOO_NEW);
            return -1;
        }
        if (number < 0) {
            number = creates ? create(from, number) : found(from, number);
        }
        if (number < 0) {
            Reason refusal = creates ? refusals[-1 - number] : null;
            reject(labels(from, number), millis, value, refusal == null ? Reason.UNKNOWN_SERIES : refusal);
            return -1;
        }
        if (millis < store.newest.get(number) - window) {
            reject(store.catalogue.labels(number), millis, value, Reason.OUT_OF_ORDER);
            return -1;
        }
        if (creates && number < createdFrom && store.limits.admit(sender, number) != Verdict.ADMITTED) {
            reject(store.catalogue.labels(number), millis, value, Reason.TENANT_SERIES_LIMIT);
            return -1;
        }
        return number;
    }

    /** As {@link #admit}, without creating a series and without a word about what is refused. */
    int find(int inBatch, long millis) {
        DurableAppender from = batch();
        int number = from.numbers[inBatch];
        if (number < 0) {
            number = found(from, number);
        }
        return number >= 0 && millis >= Math.max(oldest, store.newest.get(number) - window) && millis <= latest
                ? number
                : -1;
    }

    /** The number of a series that this commit or another has created since the batch was begun; else its place. */
    private int found(DurableAppender from, int place) {
        // The catalogue shows what this commit created only when the commit is done.
        int given = numbersGiven[-1 - place];
        int number = given >= 0 ? given : store.catalogue.find(from.unknown.get(-1 - place));
        return number < 0 ? place : number;
    }

    private DurableAppender batch() {
        DurableAppender present = batch;
        if (present == null) {
            throw new BugException("no batch is being checked");
        }
        return present;
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
        good.clear();
        createdFrom = store.catalogue.nextSeries();
        lateCount = 0;
        appended = 0;
        duplicates = 0;
        rejectedBy = new EnumMap<>(Reason.class);
        examples = new ArrayList<>();
        events.begin();
        good.reserve(samples);
    }

    private Labels labels(DurableAppender batch, int number) {
        return number < 0 ? batch.unknown.get(-1 - number) : store.catalogue.labels(number);
    }

    /** The number of a series that the batch did not know, a new one if need be; its place when it is refused. */
    private int create(DurableAppender from, int place) {
        int index = -1 - place;
        if (numbersGiven[index] < 0 && refusals[index] == null) {
            Labels labels = from.unknown.get(index);
            // Another batch may have created it meanwhile.
            int number = store.catalogue.find(labels);
            numbersGiven[index] = number >= 0 ? number : create(labels, index);
        }
        return numbersGiven[index] >= 0 ? numbersGiven[index] : place;
    }

    private int create(Labels labels, int index) {
        if (store.live.count() + created.size() >= store.settings.seriesMax()) {
            refusals[index] = Reason.SERIES_LIMIT;
            return -1;
        }
        Verdict verdict = store.limits.admitNew(sender);
        if (verdict != Verdict.ADMITTED) {
            refusals[index] = verdict == Verdict.TOO_MANY_ACTIVE ? Reason.TENANT_SERIES_LIMIT : Reason.CHURN_LIMIT;
            return -1;
        }
        int number = store.catalogue.create(labels);
        created.add(new CommitRecord.NewSeries(number, labels));
        return number;
    }

    /** The log has them: everybody may know them. */
    void publishCreated() {
        store.catalogue.publish();
        for (CommitRecord.NewSeries one : created) {
            byte[] bytes = LabelBytes.write(one.labels());
            store.known.add(bytes, 0, bytes.length, one.number(), store.catalogue.forgotten());
            store.limits.created(sender, one.number());
        }
        created.clear();
    }

    /** The log refused them. */
    void discardCreated() {
        store.catalogue.discard();
        store.limits.discard();
        created.clear();
    }

    void count(Reason reason) {
        rejectedBy.merge(reason, 1, Integer::sum);
    }

    private void reject(Labels labels, long millis, double value, Reason reason) {
        count(reason);
        if (examples.size() < CommitResult.EXAMPLES_MAX) {
            examples.add(new CommitResult.Rejection(labels, millis, value, reason));
        }
    }

    // ---- last: into memory ------------------------------------------------------------------------------------------

    /** For what the log says: its samples are good. */
    void beginReplay() {
        begin(0);
    }

    void apply(View view, long version, long[] openVersions) {
        apply(view, version, openVersions, good);
        events.apply(view, version);
        publish(view.active, version, openVersions);
    }

    /** In their order; what stands together of one series costs little more than one sample of it. */
    void apply(View view, long version, long[] openVersions, NumberedSamples samples) {
        int from = 0;
        while (from < samples.size) {
            int number = samples.series[from];
            int end = from + 1;
            while (end < samples.size && samples.series[end] == number) {
                end++;
            }
            view.active.touch(number, version, openVersions);
            store.live.revive(number);
            applyTouched(view, version, samples, from, end);
            from = end;
        }
    }

    /** Samples of one series. */
    private void applyTouched(View view, long version, NumberedSamples samples, int from, int to) {
        int number = samples.series[from];
        int at = from;
        while (at < to) {
            long newest = store.newest.get(number);
            int end = at;
            while (end < to && samples.times[end] > newest) {
                newest = samples.times[end++];
            }
            if (end == at) {
                applyLate(view, version, number, samples.times[at], samples.values[at]);
                at++;
            } else {
                view.active.append(number, samples.times, samples.values, at, end);
                store.newest.set(number, newest);
                appended += end - at;
                at = end;
            }
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

    boolean isEmpty() {
        return good.size == 0 && created.isEmpty() && events.beside.isEmpty();
    }

    /** Ends the changes that readers would see at once. */
    void publish(Generation active, long version, long[] openVersions) {
        long oldestNeeded = openVersions.length == 0 ? version - 1 : Math.min(openVersions[0], version - 1);
        for (int i = 0; i < lateCount; i++) {
            active.publishLate(lateSeries[i], version, oldestNeeded);
        }
        lateCount = 0;
        active.events().publish(version, oldestNeeded);
        if (duplicates > 0 || events.histograms().duplicates() > 0 || events.exemplars().duplicates() > 0) {
            store.logHoldsMore = true;
        }
    }

    CommitResult result() {
        return new CommitResult(new CommitResult.Taken(appended, duplicates), events.histograms(), events.exemplars(),
                rejectedBy, examples);
    }
}
