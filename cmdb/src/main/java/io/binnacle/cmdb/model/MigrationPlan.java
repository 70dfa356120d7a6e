package io.binnacle.cmdb.model;

import java.util.List;

/**
 * What a change of the model does.
 *
 * @param differences of the classes, subclasses included
 * @param items how many were looked at
 * @param converted how many of them get other values
 * @param conversions some of them, by class and attribute
 * @param obstacles why it cannot be made; the first hundred. Empty when it can.
 * @param obstacleCount how many there are in all
 */
public record MigrationPlan(List<ClassDifference> differences, long items, long converted,
        List<Conversions> conversions, List<Obstacle> obstacles, long obstacleCount) {

    /**
     * The values of one attribute that become others.
     *
     * @param exampleBefore one of the values; "" where it may be a secret, as exampleAfter
     */
    public record Conversions(String ciClass, String attribute, long items, String exampleBefore,
            String exampleAfter) {}

    public boolean isPossible() {
        return obstacleCount == 0;
    }
}
