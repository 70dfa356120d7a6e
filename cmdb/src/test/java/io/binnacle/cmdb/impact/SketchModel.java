package io.binnacle.cmdb.impact;

import java.util.Set;

import io.binnacle.cmdb.model.Propagation;

/** A model in which everything may be related to everything, and what a relation leads to is what its start depends on. */
public final class SketchModel implements ImpactModel {

    private static final Set<String> HARMLESS = Set.of("provided_by");

    @Override
    public Propagation propagation(String fromClass, String type, String toClass) {
        if (type.equals("powers")) {
            return Propagation.FROM_TO;
        }
        return HARMLESS.contains(type) ? Propagation.NONE : Propagation.TO_FROM;
    }

    @Override
    public boolean isService(String ciClass) {
        return ciClass.endsWith("_service");
    }
}
