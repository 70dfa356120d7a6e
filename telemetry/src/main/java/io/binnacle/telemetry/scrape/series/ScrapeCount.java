package io.binnacle.telemetry.scrape.series;

/** What was in a body, as far as it was read. Belongs to one thread. */
public final class ScrapeCount {

    private long scraped;
    private long kept;
    private long added;

    void countScraped() {
        scraped++;
    }

    void countKept() {
        kept++;
    }

    void countAdded() {
        added++;
    }

    /** Samples in the body. */
    public long scraped() {
        return scraped;
    }

    /** Samples that the rules keep. */
    public long kept() {
        return kept;
    }

    /** Series that the body before did not have. */
    public long added() {
        return added;
    }
}
