package io.binnacle.server.security;

import java.util.function.Supplier;

/** Runs work so that all of it is kept or nothing; nested work joins. */
@FunctionalInterface
public interface Transactions {

    <R> R run(Supplier<R> work);
}
