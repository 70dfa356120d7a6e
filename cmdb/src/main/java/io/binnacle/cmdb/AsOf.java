package io.binnacle.cmdb;

import java.time.Instant;

/**
 * An instant of the estate, and when it is asked: the estate as it was at {@code validAt}, as it was believed at
 * {@code knownAt}.
 *
 * @param validAt when it was so
 * @param knownAt what became known later does not count
 */
public record AsOf(Instant validAt, Instant knownAt) {}
