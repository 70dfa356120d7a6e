package io.binnacle.server.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Checks new passwords against the rules, hashes and verifies them with argon2id. Safe for use by several threads. */
public final class Passwords {

    static final int LENGTH_MIN = 12;
    /** Hashing reads all of it. */
    static final int LENGTH_MAX = 256;

    /** At once; more would only share the same cores and take 19 MiB each. */
    private static final int RUNNING_MAX = 2;
    private static final long WAIT_SECONDS_MAX = 10;
    private static final Set<String> COMMON = common();

    private final Semaphore running = new Semaphore(RUNNING_MAX, true);
    private final Timer timer;
    private final String nobodysHash;

    public Passwords(MeterRegistry meters) {
        this.timer = meters.timer("binnacle.password.hashing");
        Gauge.builder("binnacle.password.waiting", running, Semaphore::getQueueLength).register(meters);
        // Of a password that nobody knows; made with the same parameters, so that it takes as long to verify.
        this.nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    }

    /** @throws InvalidInput when the password breaks a rule */
    public void checkRules(String field, String password, String userName) {
        int length = password.codePointCount(0, password.length());
        if (length < LENGTH_MIN || length > LENGTH_MAX) {
            throw new InvalidInput(field, LENGTH_MIN + " to " + LENGTH_MAX + " characters", length + " characters");
        }
        String folded = password.toLowerCase(Locale.ROOT);
        if (COMMON.contains(folded) || folded.chars().distinct().count() < 4) {
            throw new InvalidInput(field, "a password that is not easily guessed", "a common one");
        }
        String name = userName.toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && (folded.equals(name) || folded.replaceAll("[^a-z]", "").equals(name))) {
            throw new InvalidInput(field, "a password that is not the name", "the name");
        }
    }

    public String hash(String password) {
        return withPermit(() -> Password.hash(password).addRandomSalt(16).with(argon2id()).getResult());
    }

    /**
     * OWASP's second choice: 19 MiB, two passes, one lane; 40 to 80 ms on a core of 2026. Asked for when it is needed: its
     * memory is no part of a start.
     */
    private static Argon2Function argon2id() {
        return Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    }

    boolean verify(String password, String hash) {
        return withPermit(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    /** Takes as long as {@link #verify} and always fails: for a user that does not exist. */
    void verifyNobody(String password) {
        if (verify(password, nobodysHash)) {
            throw new BugException("nobody has a password");
        }
    }

    private <R> R withPermit(java.util.function.Supplier<R> work) {
        try {
            if (!running.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new Overloaded("too many sign-ins at once", Duration.ofSeconds(WAIT_SECONDS_MAX));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overloaded("interrupted", Duration.ofSeconds(1));
        }
        try {
            R result = timer.record(work);
            if (result == null) {
                throw new BugException("hashing gave nothing");
            }
            return result;
        } finally {
            running.release();
        }
    }

    private static Set<String> common() {
        try (InputStream in = Passwords.class.getResourceAsStream("common-passwords.txt")) {
            if (in == null) {
                throw new BugException("common-passwords.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                    .filter(line -> !line.isEmpty()).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
