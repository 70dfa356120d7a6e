package io.binnacle.timeseries;

/**
 * What a sender tells about a family of metrics.
 *
 * @param unit empty when it is not told, as is {@code help}
 */
public record MetricMetadata(Type type, String unit, String help) {

    /** As what was federated has it, for which a sender knows the name alone. */
    public boolean saysNothing() {
        return type == Type.UNKNOWN && unit.isEmpty() && help.isEmpty();
    }

    /** OpenMetrics' types, with their numbers in remote write and in stored bytes. */
    public enum Type {
        UNKNOWN(0), COUNTER(1), GAUGE(2), HISTOGRAM(3), GAUGE_HISTOGRAM(4), SUMMARY(5), INFO(6), STATE_SET(7);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** {@link #UNKNOWN} for a number without a meaning. */
        public static Type of(long code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            return UNKNOWN;
        }
    }
}
