package io.binnacle.telemetry.scrape;

import java.util.List;

import io.binnacle.kernel.label.Labels;

/**
 * What a job's rules leave out.
 *
 * @param pool the name of the job
 * @param discovered the labels of some of them, before any rule
 * @param count of all
 */
public record DroppedTargets(String pool, List<Labels> discovered, int count) {

    public DroppedTargets {
        discovered = List.copyOf(discovered);
    }
}
