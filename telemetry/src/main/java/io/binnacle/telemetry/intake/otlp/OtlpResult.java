package io.binnacle.telemetry.intake.otlp;

import java.util.List;

/**
 * What became of a request.
 *
 * @param rejected points, or samples of points, that are not stored
 * @param message why, with the names of some metrics; empty when all is stored
 */
public record OtlpResult(int written, int rejected, String message) {

    private static final int SHOWN_MAX = 5;

    static OtlpResult of(int written, int rejected, List<String> reasons) {
        List<String> shown = reasons.subList(0, Math.min(reasons.size(), SHOWN_MAX));
        return new OtlpResult(written, rejected, String.join("; ", shown)
                + (reasons.size() > SHOWN_MAX ? "; and " + (reasons.size() - SHOWN_MAX) + " more reasons" : ""));
    }
}
