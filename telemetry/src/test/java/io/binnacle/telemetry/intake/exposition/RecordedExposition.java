package io.binnacle.telemetry.intake.exposition;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.timeseries.MetricMetadata;

/** Keeps what it is told, a line each. */
class RecordedExposition implements ExpositionHandler {

    private final List<String> told = new ArrayList<>();

    List<String> told() {
        return told;
    }

    @Override
    public void type(String family, MetricMetadata.Type type, int line) {
        told.add("type " + family + " " + type);
    }

    @Override
    public void help(String family, String help, int line) {
        told.add("help " + family + " " + help);
    }

    @Override
    public void unit(String family, String unit, int line) {
        told.add("unit " + family + " " + unit);
    }

    @Override
    public void sample(ExpositionSample sample) {
        ExpositionSample.Exemplar exemplar = sample.exemplar();
        told.add("sample " + sample.name() + " " + sample.labels() + " " + sample.value() + " at "
                + sample.timestampMillis()
                + (exemplar == null
                        ? ""
                        : " exemplar " + exemplar.labels() + " " + exemplar.value() + " at "
                                + exemplar.timestampMillis()));
    }

    @Override
    public void end() {
        told.add("end");
    }
}
