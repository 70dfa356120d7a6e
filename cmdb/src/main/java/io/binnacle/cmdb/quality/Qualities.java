package io.binnacle.cmdb.quality;

import io.binnacle.kernel.error.InvalidInput;

/** Looks at all items of a class at once. Safe for use by several threads. */
public interface Qualities {

    /**
     * @param ciClass with all that inherit from it
     * @throws InvalidInput when there is no such class
     */
    ClassQuality of(String ciClass);
}
