package io.binnacle.timeseries;

import java.util.List;

import io.binnacle.kernel.label.Labels;

/**
 * The exemplars of one series.
 *
 * @param exemplars at least one, by time; several may have the same
 */
public record SeriesExemplars(Labels series, List<Exemplar> exemplars) {

    public SeriesExemplars {
        exemplars = List.copyOf(exemplars);
    }
}
