package io.binnacle.telemetry.scrape.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.label.Label;
import io.binnacle.telemetry.intake.exposition.ExpositionFormat;
import io.binnacle.telemetry.intake.exposition.ExpositionLines;
import io.binnacle.telemetry.intake.exposition.ExpositionSample;
import io.binnacle.telemetry.intake.exposition.ExpositionSeries;
import io.binnacle.telemetry.intake.exposition.FamilyLine;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * Makes of the series of each classic histogram in a text one native histogram with custom bounds, and hands all else on. The
 * series of one histogram stand together; where another series or a comment stands, the histogram is whole. Belongs to one
 * thread.
 */
final class HistogramConversion implements ExpositionLines.Reader {

    private static final String BOUND = "le";

    private final BodyReader into;
    private final ExpositionFormat format;
    private final boolean keepsClassic;
    private final SeriesLine seriesLine = new SeriesLine();
    private final ClassicHistogram histogram = new ClassicHistogram();
    private final List<ExpositionSample.Exemplar> exemplars = new ArrayList<>();
    /** Of the comment before; empty when it is none of histograms. */
    private String family = "";
    /** What all series of the histogram have, when one is being gathered. */
    private List<Label> labels = List.of();
    private boolean gathering;
    private long timestampMillis;
    private int line;
    private Part part = Part.NONE;
    private double bound;

    /** What a series is of its histogram. */
    private enum Part {
        NONE, BUCKET, COUNT, SUM
    }

    /** @param keepsClassic whether the series are handed on, too */
    HistogramConversion(BodyReader into, ExpositionFormat format, boolean keepsClassic) {
        this.into = into;
        this.format = format;
        this.keepsClassic = keepsClassic;
    }

    @Override
    public int expected(byte[] text, int at, int size) {
        return into.expected(text, at, size);
    }

    @Override
    public void comment(byte[] text, int from, int to, int number) {
        end();
        into.comment(text, from, to, number);
        FamilyLine.parse(ExpositionLines.string(text, from, to, number), format, number)
                .filter(told -> told.kind() == FamilyLine.Kind.TYPE)
                .ifPresent(told -> family = told.type() == MetricMetadata.Type.HISTOGRAM ? told.family() : "");
    }

    @Override
    public void series(byte[] text, int from, int to, int number) {
        part = Part.NONE;
        if (!family.isEmpty()) {
            ExpositionSeries exposed = ExpositionLines.series(format, text, from, to, number);
            part = part(exposed);
            List<Label> own = exposed.labels().stream().filter(label -> !label.name().equals(BOUND))
                    .sorted(Comparator.comparing(Label::name)).toList();
            if (part == Part.NONE || (gathering && !own.equals(labels))) {
                end();
            }
            if (part != Part.NONE && !gathering) {
                gathering = true;
                labels = own;
            }
            line = number;
        }
        if (part == Part.NONE || keepsClassic) {
            into.series(text, from, to, number);
        }
    }

    private Part part(ExpositionSeries exposed) {
        if (!exposed.name().startsWith(family)) {
            return Part.NONE;
        }
        return switch (exposed.name().substring(family.length())) {
            case "_bucket" -> bound(exposed) ? Part.BUCKET : Part.NONE;
            case "_count" -> Part.COUNT;
            case "_sum" -> Part.SUM;
            default -> Part.NONE;
        };
    }

    private boolean bound(ExpositionSeries exposed) {
        Optional<Label> told = exposed.labels().stream().filter(label -> label.name().equals(BOUND)).findFirst();
        try {
            bound = told.isEmpty() ? Double.NaN : Double.parseDouble(told.get().value().replace("Inf", "Infinity"));
        } catch (NumberFormatException e) {
            bound = Double.NaN;
        }
        return !Double.isNaN(bound);
    }

    @Override
    public void sample(double value, long timestamp) {
        if (part != Part.NONE) {
            timestampMillis = timestamp;
        }
        switch (part) {
            case BUCKET -> histogram.bucket(bound, value);
            case COUNT -> histogram.count(value);
            case SUM -> histogram.sum(value);
            case NONE -> {
                // Handed on below.
            }
        }
        if (part == Part.NONE || keepsClassic) {
            into.sample(value, timestamp);
        }
    }

    @Override
    public void exemplar(ExpositionSample.Exemplar exemplar) {
        if (part != Part.NONE) {
            exemplars.add(exemplar);
        }
        if (part == Part.NONE || keepsClassic) {
            into.exemplar(exemplar);
        }
    }

    /** Hands on the histogram that is gathered, if there is one; also at the end of the text. */
    void end() {
        if (gathering) {
            NativeHistogram made = histogram.toNative();
            // Prometheus leaves out one whose numbers contradict each other, too.
            if (made != null) {
                seriesLine.labels(labels);
                seriesLine.write(family, "", "");
                into.series(seriesLine.bytes(), 0, seriesLine.size(), line);
                into.histogram(made, timestampMillis);
                exemplars.forEach(into::exemplar);
            }
            gathering = false;
            histogram.clear();
            exemplars.clear();
        }
    }
}
