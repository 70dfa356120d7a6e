package io.binnacle.telemetry.intake.exposition;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.binnacle.timeseries.MetricMetadata;

/**
 * A line that says something about a family.
 *
 * @param text of the help or unit; empty for a type
 * @param type {@link MetricMetadata.Type#UNKNOWN} unless the line tells it
 */
public record FamilyLine(Kind kind, String family, String text, MetricMetadata.Type type) {

    private static final Map<String, MetricMetadata.Type> TYPES = Map.of("counter", MetricMetadata.Type.COUNTER,
            "gauge", MetricMetadata.Type.GAUGE, "histogram",
            MetricMetadata.Type.HISTOGRAM, "summary", MetricMetadata.Type.SUMMARY, "untyped",
            MetricMetadata.Type.UNKNOWN, "unknown", MetricMetadata.Type.UNKNOWN, "gaugehistogram",
            MetricMetadata.Type.GAUGE_HISTOGRAM, "info", MetricMetadata.Type.INFO, "stateset",
            MetricMetadata.Type.STATE_SET);

    /** What a line tells. */
    public enum Kind {
        TYPE, HELP, UNIT
    }

    /**
     * Reads a line that begins with {@code #}; empty for a comment.
     *
     * @param line its number, from 1
     * @throws ExpositionError it is wrong
     */
    public static Optional<FamilyLine> parse(String text, ExpositionFormat format, int line) {
        LineCursor at = new LineCursor(text, line);
        boolean loose = format == ExpositionFormat.PROMETHEUS;
        at.take('#');
        if (loose) {
            at.skipBlanks();
        } else {
            at.expect(' ', "behind #");
        }
        String word = at.word();
        Kind kind = switch (word) {
            case "TYPE" -> Kind.TYPE;
            case "HELP" -> Kind.HELP;
            case "UNIT" -> loose ? null : Kind.UNIT;
            default -> null;
        };
        if (kind == null) {
            if (!loose) {
                throw at.wordError("expected # TYPE, # HELP, # UNIT or # EOF");
            }
            return Optional.empty();
        }
        blank(at, loose);
        if (at.atEnd()) {
            return Optional.empty();
        }
        String family = at.metricName(!loose);
        blank(at, loose);
        if (loose && at.atEnd()) {
            return Optional.empty();
        }
        return Optional.of(switch (kind) {
            case HELP -> new FamilyLine(kind, family, at.help(!loose), MetricMetadata.Type.UNKNOWN);
            case UNIT -> new FamilyLine(kind, family, at.rest(), MetricMetadata.Type.UNKNOWN);
            case TYPE -> new FamilyLine(kind, family, "", type(at));
        });
    }

    private static void blank(LineCursor at, boolean loose) {
        if (!loose) {
            at.expect(' ', "between the parts of the line");
        } else if (!at.atEnd() && at.peek() != ' ' && at.peek() != '\t') {
            throw at.error("expected a blank behind the family's name");
        }
        if (loose) {
            at.skipBlanks();
        }
    }

    private static MetricMetadata.Type type(LineCursor at) {
        String word = at.word();
        MetricMetadata.Type type = TYPES.get(word.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw at.wordError("no such type: " + word);
        }
        return type;
    }

    /** What is known with this line besides what was known. */
    public MetricMetadata addTo(MetricMetadata known) {
        return switch (kind) {
            case TYPE -> new MetricMetadata(type, known.unit(), known.help());
            case HELP -> new MetricMetadata(known.type(), known.unit(), text);
            case UNIT -> new MetricMetadata(known.type(), text, known.help());
        };
    }
}
