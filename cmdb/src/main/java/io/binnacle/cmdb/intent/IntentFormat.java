package io.binnacle.cmdb.intent;

import java.util.Set;

import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.InvalidInput;

/** How some program writes down what should be. Without state; safe for use by several threads. */
public interface IntentFormat {

    /** The name by which precedence rules know it: {@code netbox}. */
    String name();

    /** Whether the content looks like a file of it: a glance, not a check. */
    boolean takes(byte[] content);

    /** The classes of which such a source knows everything, unless somebody says otherwise. */
    Set<String> claims();

    /**
     * Reads a file. Bounded in time and memory by the size of the content, whatever is in it.
     *
     * @param source the name of the source: keys are made with it, so that two of one format do not meet
     * @throws InvalidInput when the content is not of this format at all; what is wrong within it is a problem of the set
     */
    IntentSet read(byte[] content, String source, CiModel model);
}
