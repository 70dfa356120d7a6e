package io.binnacle.timeseries.durable;

/**
 * When what concerns a day as a whole is done: one block of all its samples, points of them.
 *
 * @param settledMillis for so long nothing came to the day
 * @param windowSamplesMin a series' samples in five minutes, on average, from which on points of five minutes are made at once,
 *         not when the samples go
 */
record DayPolicy(long settledMillis, long windowSamplesMin) {

    /**
     * Half an hour, because who sends the samples of last week would have each day written again with every flush. A sample
     * every half a minute: the points take half of what the samples take and are read three times as fast; with fewer
     * samples they cost as much as they bring.
     */
    static final DayPolicy STANDARD = new DayPolicy(1_800_000, 10);
    /** Without waiting, for whoever calls the housekeeping himself. */
    static final DayPolicy AT_ONCE = new DayPolicy(0, 0);
}
