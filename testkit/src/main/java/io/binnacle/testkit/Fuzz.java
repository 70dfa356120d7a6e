package io.binnacle.testkit;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Seeded randomness for tests. A fuzz test prints its seed; {@code -Dfuzz.seed=<seed>} repeats the run exactly.
 */
public final class Fuzz {

    private Fuzz() {
    }

    /** The seed of this run: a new one each time, or the one that was asked for. Prints it. */
    public static long seed() {
        Long wanted = Long.getLong("fuzz.seed");
        long seed = wanted != null ? wanted : System.nanoTime() & 0xFFFF_FFFFL;
        StackTraceElement caller = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).filter(frame -> !frame.getClassName().equals(Fuzz.class.getName()))
                        .findFirst().orElseThrow().toStackTraceElement());
        System.out.println("fuzz seed of " + caller.getClassName() + ": -Dfuzz.seed=" + seed);
        return seed;
    }

    /** A generator that starts from {@link #seed()}. */
    public static RandomGenerator random() {
        return new java.util.Random(seed());
    }

    public static <T> T pick(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
