package io.binnacle.server.http;

/**
 * What a route does. Runs on a virtual thread of its own, so it may block; throws the errors of
 * {@code kernel.error}, which become problems.
 */
@FunctionalInterface
public interface Handler<B, R> {

    R handle(Call call, B body);
}
