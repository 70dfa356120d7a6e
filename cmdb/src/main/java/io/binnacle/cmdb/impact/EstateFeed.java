package io.binnacle.cmdb.impact;

import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Where the graph gets the estate from: all of it once, then what was committed since. Safe for use by several threads. Every
 * call throws {@link io.binnacle.kernel.error.Unavailable} while the database does not answer.
 */
public interface EstateFeed {

    /** How far somebody read: what was committed by then, whenever it began. Opaque. */
    record Position(String text) {}

    /**
     * The whole estate at one moment.
     *
     * @param past what happened before that moment, oldest first
     * @param since from when on the past is whole
     */
    record Loaded(EstateBuilder builder, Position position, List<EstateChange> past, Instant since) {}

    /**
     * What was committed between two positions.
     *
     * @param changes oldest first
     * @param tooMany whether there are more than were asked for: then none are given, and loading anew is cheaper
     * @param census what there is at the position; null unless it was asked for
     */
    record Changes(Position position, List<EstateChange> changes, boolean tooMany, @Nullable Census census) {}

    /**
     * @param builders makes a builder for about so many items
     * @param since how far back the past is wanted
     * @param pastMax how many changes of the past at most, the newest of them
     */
    Loaded load(IntFunction<EstateBuilder> builders, Instant since, int pastMax);

    /** @param counted whether everything is counted too, which takes a second on a large estate */
    Changes changesAfter(Position position, int changesMax, boolean counted);

    /**
     * The estate at a past instant, as it is known now. How healthy it was is not known there.
     *
     * @param builders makes a builder for about so many items
     */
    EstateBuilder loadAsOf(IntFunction<EstateBuilder> builders, Instant at);

    /** Forgets what happened before that instant. */
    void forget(Instant before);
}
