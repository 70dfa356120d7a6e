package io.binnacle.timeseries.promql.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.timeseries.promql.script.ScriptCommand.Broken;
import io.binnacle.timeseries.promql.script.ScriptCommand.Clear;
import io.binnacle.timeseries.promql.script.ScriptCommand.Eval;
import io.binnacle.timeseries.promql.script.ScriptCommand.Load;
import io.binnacle.timeseries.promql.script.ScriptCommand.LoadedSeries;

/** Runs scripts, each with a store of its own in memory. */
public final class ScriptRunner {

    private static final Duration AGES = Duration.ofDays(40_000);
    private static final int SERIES_MAX = 1_000_000;
    private static final int SAMPLES_PER_SERIES_MAX = 10_000_000;

    private TimeSeriesStore store = newStore();
    private final List<Outcome> outcomes = new ArrayList<>();

    private ScriptRunner() {
    }

    /**
     * Runs a script; what became of each of its evaluations, and of everything else in it that cannot be done: what breaks the
     * format, a load of what cannot be stored. Then it goes on.
     */
    public static List<Outcome> run(String script) {
        List<ScriptCommand> commands = ScriptParser.parse(script);
        ScriptRunner runner = new ScriptRunner();
        try {
            commands.forEach(runner::execute);
        } finally {
            runner.store.close();
        }
        return runner.outcomes;
    }

    private void execute(ScriptCommand command) {
        switch (command) {
            case Clear clear -> {
                store.close();
                store = newStore();
            }
            case Broken broken -> outcomes.add(new Outcome(broken.line(), broken.text(), broken.fault()));
            case Load load -> load(load);
            case Eval eval -> outcomes.add(new Outcome(eval.line(), eval.query(), new EvalCheck(store, eval).fault()));
        }
    }

    private static TimeSeriesStore newStore() {
        return new InMemoryTimeSeriesStore(new InMemorySettings(AGES, AGES, AGES, SERIES_MAX, SAMPLES_PER_SERIES_MAX),
                () -> Instant.EPOCH.plus(Duration.ofDays(400)));
    }

    private void load(Load load) {
        // Of several lines with the same labels, the last one counts.
        Map<Labels, LoadedSeries> bySeries = new LinkedHashMap<>();
        load.series().forEach(series -> bySeries.put(series.labels(), series));
        try (Batch batch = new Batch(store.appender())) {
            bySeries.values().forEach(series -> append(series, load.stepMillis(), batch.appender));
            if (load.convertBuckets()) {
                ClassicConversion.histograms(load).forEach((labels, byTime) -> {
                    int series = batch.appender.series(labels);
                    byTime.forEach((millis, histogram) -> batch.appender.append(series, millis, histogram.toSample()));
                });
            }
            CommitResult result = batch.appender.commit();
            if (result.rejected() > 0) {
                outcomes.add(new Outcome(load.line(), "load", "not all was stored: " + result));
            }
        } catch (InvalidInput e) {
            outcomes.add(new Outcome(load.line(), "load", "cannot be stored: " + e.getMessage()));
        }
    }

    /** Forgets what was not committed. */
    private record Batch(Appender appender) implements AutoCloseable {
        @Override
        public void close() {
            appender.rollback();
        }
    }

    private static void append(LoadedSeries loaded, long stepMillis, Appender appender) {
        int series = appender.series(loaded.labels());
        for (int i = 0; i < loaded.points().size(); i++) {
            Point point = loaded.points().get(i);
            long millis = i * stepMillis;
            FloatHistogram histogram = point.histogram();
            if (histogram != null) {
                appender.append(series, millis, histogram.toSample());
            } else if (!point.omitted()) {
                appender.append(series, millis, point.number());
            }
            Long offset = i < loaded.startOffsets().size() ? loaded.startOffsets().get(i) : null;
            if (offset != null && !point.omitted()) {
                appender.startTime(series, millis, millis + offset);
            }
        }
    }
}
