package io.binnacle.timeseries.durable;

import io.binnacle.timeseries.Series;

/** A series of the catalogue, as a querier hands it out. */
sealed interface NumberedSeries extends Series permits DurableSeries, RolledSeries {

    int number();
}
