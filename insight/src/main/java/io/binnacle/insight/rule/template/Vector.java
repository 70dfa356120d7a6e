package io.binnacle.insight.rule.template;

import java.util.List;

/** What a query within a template gives. */
public record Vector(List<Sample> samples) {

    public Vector {
        samples = List.copyOf(samples);
    }
}
