package io.binnacle.server;

import java.time.Duration;
import java.util.Locale;

import io.binnacle.timeseries.promql.QueryListener;
import io.binnacle.timeseries.promql.QueryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes queries that take long to the log, with what they read. */
final class SlowQueries implements QueryListener {

    private static final Logger LOG = LoggerFactory.getLogger(SlowQueries.class);
    /** A query may be as long as a request; what it begins with tells which it is. */
    private static final int QUERY_CHARACTERS_MAX = 2000;

    private final Duration longerThan;

    SlowQueries(Duration longerThan) {
        this.longerThan = longerThan;
    }

    @Override
    public void finished(QueryReport report) {
        if (report.took().compareTo(longerThan) > 0) {
            LOG.warn(line(report));
        }
    }

    static String line(QueryReport report) {
        String query = report.query().length() > QUERY_CHARACTERS_MAX
                ? report.query().substring(0, QUERY_CHARACTERS_MAX) + "..."
                : report.query();
        String times = report.isRange()
                ? "from " + report.start() + " to " + report.end() + " step " + report.step()
                : "at " + report.start();
        return String.format(Locale.ROOT, "a query took %d ms, read %d samples of %d series%s: %s %s",
                report.took().toMillis(), report.samples(), report.series(),
                report.failure().isEmpty() ? "" : " and failed (" + report.failure() + ")", query, times);
    }
}
