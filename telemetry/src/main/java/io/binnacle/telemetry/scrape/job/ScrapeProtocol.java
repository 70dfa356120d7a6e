package io.binnacle.telemetry.scrape.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that a target may be asked for, by Prometheus' names. */
public enum ScrapeProtocol {

    PROTOBUF("PrometheusProto", "application/vnd.google.protobuf",
            ";proto=io.prometheus.client.MetricFamily;encoding=delimited"), TEXT_0_0_4("PrometheusText0.0.4",
                    "text/plain", ";version=0.0.4"), TEXT_1_0_0("PrometheusText1.0.0", "text/plain",
                            ";version=1.0.0"), OPENMETRICS_0_0_1("OpenMetricsText0.0.1", "application/openmetrics-text",
                                    ";version=0.0.1"), OPENMETRICS_1_0_0("OpenMetricsText1.0.0",
                                            "application/openmetrics-text", ";version=1.0.0");

    static final List<ScrapeProtocol> USUAL = List.of(OPENMETRICS_1_0_0, OPENMETRICS_0_0_1, TEXT_1_0_0, TEXT_0_0_4);
    static final List<ScrapeProtocol> PROTOBUF_FIRST = List.of(PROTOBUF, OPENMETRICS_1_0_0, OPENMETRICS_0_0_1,
            TEXT_1_0_0, TEXT_0_0_4);

    private final String word;
    private final String mediaType;
    private final String parameters;

    ScrapeProtocol(String word, String mediaType, String parameters) {
        this.word = word;
        this.mediaType = mediaType;
        this.parameters = parameters;
    }

    static Optional<ScrapeProtocol> find(String word) {
        return Arrays.stream(values()).filter(protocol -> protocol.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(protocol -> protocol.word).sorted().collect(Collectors.joining(", "));
    }

    public boolean isOpenMetrics() {
        return this == OPENMETRICS_0_0_1 || this == OPENMETRICS_1_0_0;
    }

    /** The first one of that media type; empty for one that is none of these. */
    public static Optional<ScrapeProtocol> ofContentType(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(protocol -> protocol.mediaType.equals(type)).findFirst();
    }

    /**
     * The header in which a target is asked, first the one that is wanted most.
     *
     * @param escaping how names are to be written that the older formats cannot have
     */
    public static String accept(List<ScrapeProtocol> wanted, String escaping) {
        StringBuilder header = new StringBuilder();
        int weight = values().length + 1;
        for (ScrapeProtocol protocol : wanted) {
            header.append(protocol.mediaType).append(protocol.parameters);
            if (protocol == TEXT_1_0_0 || protocol == OPENMETRICS_1_0_0) {
                header.append(";escaping=").append(escaping);
            }
            header.append(";q=0.").append(weight--).append(',');
        }
        return header.append("*/*;q=0.").append(weight).toString();
    }
}
