package io.binnacle.server.health;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;

import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * Keeps the heap near what is alive in it. The serial collector lets garbage that has grown old lie until the largest heap is
 * full, so that a heap which may grow large does grow large. This has the old generation collected when it holds half as much again as the
 * last collection left in it. With other collectors, which do that themselves, it does nothing.
 */
public final class OldGarbage implements AutoCloseable {

    private static final String SERIAL_OLD_GENERATION = "Tenured Gen";
    /** Below this nobody minds the garbage, and a collection is worth its pause less often. */
    private static final long COLLECT_FROM_BYTES = 160L << 20;

    private final NotificationEmitter emitter;
    private final NotificationListener listener;

    private OldGarbage(MemoryPoolMXBean pool) {
        emitter = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
        listener = (notification, handback) -> {
            if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
                System.gc();
                pool.setUsageThreshold(threshold(pool));
            }
        };
        // First the ear, then the threshold: it may be exceeded already, and that is told once.
        emitter.addNotificationListener(listener, null, null);
        pool.setUsageThreshold(threshold(pool));
    }

    /** Begins; empty where there is nothing to do. */
    public static Optional<OldGarbage> watch() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(SERIAL_OLD_GENERATION) && pool.isUsageThresholdSupported())
                .findFirst().map(OldGarbage::new);
    }

    private static long threshold(MemoryPoolMXBean pool) {
        MemoryUsage collected = pool.getCollectionUsage();
        long alive = collected == null ? 0 : collected.getUsed();
        long most = pool.getUsage().getMax();
        long wanted = Math.max(COLLECT_FROM_BYTES, alive + alive / 2);
        return most > 0 ? Math.min(most, wanted) : wanted;
    }

    /** Leaves it to the collector from now on. */
    @Override
    public void close() {
        try {
            emitter.removeNotificationListener(listener);
        } catch (ListenerNotFoundException e) {
            // Closed before.
        }
    }
}
