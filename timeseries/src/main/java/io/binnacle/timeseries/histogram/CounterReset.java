package io.binnacle.timeseries.histogram;

/** What a sender says about the histogram before: whether counting began anew since. */
public enum CounterReset {

    /** Nothing; whoever computes a rate compares the counts. */
    UNKNOWN(0),
    /** It began anew. */
    RESET(1),
    /** It went on. */
    NOT_RESET(2),
    /** Counts go up and down; this is no counter. */
    GAUGE(3);

    private final int code;

    CounterReset(int code) {
        this.code = code;
    }

    /** Its number in remote write and in stored bytes. */
    public int code() {
        return code;
    }

    /** {@link #UNKNOWN} for a number that has no meaning. */
    public static CounterReset of(int code) {
        for (CounterReset hint : values()) {
            if (hint.code == code) {
                return hint;
            }
        }
        return UNKNOWN;
    }
}
