package io.binnacle.telemetry.intake.exposition;

import io.binnacle.timeseries.MetricMetadata;

/**
 * Takes what a text holds, in its order. Each method may refuse with an {@link ExpositionError}, which ends the reading.
 * Line numbers begin at 1.
 */
public interface ExpositionHandler {

    void type(String family, MetricMetadata.Type type, int line);

    /** @param help unescaped */
    void help(String family, String help, int line);

    void unit(String family, String unit, int line);

    void sample(ExpositionSample sample);

    /** The text is over and was right so far. */
    void end();
}
