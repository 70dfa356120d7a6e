package io.binnacle.server.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.binnacle.kernel.error.Overloaded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Slows guessing down: after a few failures the next try of that account, or from that address, has to wait, twice as long
 * each time. An account waits at most a minute, so that a stranger cannot lock its owner out; an address waits longer.
 * Names that do not exist are treated as those that do. Safe for use by several threads.
 */
final class SignInThrottle {

    /** What people mistype before they think. */
    private static final int FREE_FAILURES = 5;
    private static final Duration ACCOUNT_WAIT_MAX = Duration.ofMinutes(1);
    private static final Duration ADDRESS_WAIT_MAX = Duration.ofMinutes(15);
    /** Failures older than this are forgotten. */
    private static final Duration MEMORY = Duration.ofMinutes(30);
    /** About 2 MB; an attacker with more addresses than that is not stopped by counting addresses. */
    private static final int KEYS_MAX = 10_000;

    private record Failures(int count, Instant last) {}

    private final InstantSource clock;
    private final Counter throttled;
    /** Guarded by this; the least recently used goes first. */
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > KEYS_MAX;
        }
    };

    SignInThrottle(InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.throttled = meters.counter("binnacle.signin.throttled");
        Gauge.builder("binnacle.signin.throttle.keys", this, SignInThrottle::size).register(meters);
        Gauge.builder("binnacle.signin.throttle.keys.max", () -> KEYS_MAX).register(meters);
    }

    /**
     * Lets a try begin and counts it as a failure until {@link #succeeded} says otherwise; else many tries at once would
     * all be free.
     *
     * @throws Overloaded while that account or address has to wait
     */
    synchronized void admit(String name, String origin) {
        Duration wait = max(wait(account(name), ACCOUNT_WAIT_MAX), wait(address(origin), ADDRESS_WAIT_MAX));
        if (wait.isPositive()) {
            throttled.increment();
            throw new Overloaded("too many failed sign-ins; try again later", wait);
        }
        for (String key : new String[]{account(name), address(origin)}) {
            Failures known = failures.get(key);
            int count = known == null || isOld(known) ? 0 : known.count();
            failures.put(key, new Failures(Math.min(count + 1, 64), clock.instant()));
        }
    }

    /**
     * The account's failures are forgotten; of the address' only this one, or an attacker with an account of its own could
     * reset them.
     */
    synchronized void succeeded(String name, String origin) {
        failures.remove(account(name));
        Failures known = failures.get(address(origin));
        if (known != null) {
            failures.put(address(origin), new Failures(Math.max(known.count() - 1, 0), known.last()));
        }
    }

    private Duration wait(String key, Duration waitMax) {
        Failures known = failures.get(key);
        if (known == null || known.count() < FREE_FAILURES || isOld(known)) {
            return Duration.ZERO;
        }
        long seconds = Math.min(1L << Math.min(known.count() - FREE_FAILURES, 20), waitMax.toSeconds());
        return Duration.between(clock.instant(), known.last().plusSeconds(seconds));
    }

    private boolean isOld(Failures known) {
        return known.last().plus(MEMORY).isBefore(clock.instant());
    }

    private synchronized int size() {
        return failures.size();
    }

    private static Duration max(Duration left, Duration right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    private static String account(String name) {
        return "account:" + name.toLowerCase(Locale.ROOT);
    }

    private static String address(String origin) {
        return "address:" + origin;
    }
}
