package io.binnacle.telemetry.scrape.discovery;

import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;

/** Makes targets of one kind of objects of a cluster. */
interface ObjectTargets {

    /** Those of that object; there may be none. */
    TargetGroup group(ClusterObject object);
}
