package io.binnacle.telemetry.scrape;

import java.time.InstantSource;

import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.series.CommentTexts;
import io.binnacle.timeseries.TimeSeriesStore;

/** What every job needs. */
record ScrapeParts(TimeSeriesStore store, InstantSource clock, FetchMemory memory, CommentTexts comments,
        ScrapeMeters meters) {}
