package io.binnacle.cmdb.reconcile;

import java.util.List;

/**
 * Two items that may be one.
 *
 * @param score from 0 to 1; the chance that they are one if each thing that they share were independent evidence
 * @param reasons what they share, the strongest first
 * @param against why the rules do not join them; empty when nothing speaks against it
 */
public record DuplicateSuspicion(IdentityConflict.Bearer one, IdentityConflict.Bearer other, double score,
        List<String> reasons, String against) {}
