package io.binnacle.timeseries.catalogue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.CardinalityReport.SenderSeries;

/**
 * How many series each tenant may have, and who has how many: what a wrong label costs is borne by who sent it.
 *
 * <p>A series belongs to the sender that was the first to send it since the program started or since it was last active.
 * It is <i>active</i> until it has had no sample for {@code activeFor}, or half as long again: activity is kept in steps.
 * Counts begin anew with the program; a series that sends again is counted again then.
 *
 * <p>Threads: the writer calls, as for {@link SeriesCatalogue}; {@link #senders} is for any thread and tells of a recent
 * moment.
 */
public final class SeriesLimits {

    /** What {@link #admit} and {@link #admitNew} say. */
    public enum Verdict {
        ADMITTED,
        /** The tenant has as many active series as it may; some must fall silent first. */
        TOO_MANY_ACTIVE,
        /** The tenant created as many series within an hour as it may. */
        TOO_MANY_CREATED
    }

    /** What one tenant may have. */
    public record Limit(int activeMax, int createdPerHourMax) {

        public static final Limit NONE = new Limit(Integer.MAX_VALUE, Integer.MAX_VALUE);

        public Limit {
            if (activeMax < 0 || createdPerHourMax < 0) {
                throw new InvalidInput("limit", "numbers not below 0", activeMax + ", " + createdPerHourMax);
            }
        }
    }

    /** What one tenant has of what it may have. */
    public record TenantSeries(String tenant, int active, int created, Limit limit) {}

    private static final int MINUTES = 60;
    private static final int STEPS = 2;

    private final Limit otherwise;
    private final Map<String, Limit> limits;
    private final long stepMillis;
    private final InstantSource clock;
    private final Map<String, Tenant> tenants = new HashMap<>();
    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final Map<Source, Integer> numbers = new HashMap<>();
    /** By series: its sender + 1, and the step in which it last had a sample; 0: none. */
    private volatile int[] senders = new int[1024];
    private volatile int[] steps = new int[1024];
    /** By minute of the hour: the first series that was created in it. */
    private final int[] firstByMinute = new int[MINUTES];
    /** Steps are counted from the first, 1, so that 0 is long ago. */
    private final long firstStep;
    private volatile int step = 1;
    private long minute;

    private record Source(String tenant, String name) {}

    private static final class Tenant {

        final Limit limit;
        int active;
        int pending;
        int created;
        final int[] createdByMinute = new int[MINUTES];

        Tenant(Limit limit) {
            this.limit = limit;
        }
    }

    /**
     * @param otherwise for tenants that are not named
     * @param activeFor how long a series without a sample counts as active
     */
    public SeriesLimits(Limit otherwise, Map<String, Limit> limits, Duration activeFor, InstantSource clock) {
        if (activeFor.toMillis() < STEPS) {
            throw new InvalidInput("activeFor", "a time above zero", activeFor);
        }
        this.otherwise = otherwise;
        this.limits = Map.copyOf(limits);
        this.stepMillis = activeFor.toMillis() / STEPS;
        this.clock = clock;
        this.firstStep = clock.millis() / stepMillis - 1;
        this.minute = clock.millis() / 60_000;
        Arrays.fill(firstByMinute, Integer.MAX_VALUE);
    }

    /** The number of a sender, for the calls below. */
    public int sender(String tenant, String name) {
        return numbers.computeIfAbsent(new Source(tenant, name), source -> {
            tenants.computeIfAbsent(tenant, unknown -> new Tenant(limits.getOrDefault(tenant, otherwise)));
            sources.add(source);
            return sources.size() - 1;
        });
    }

    /** Looks at the clock: once a commit, before it admits anything. */
    public void advance() {
        long now = clock.millis();
        // A clock that was set back stops time here until it has caught up.
        int stepNow = (int) Math.max(step, now / stepMillis - firstStep);
        if (stepNow != step) {
            step = stepNow;
            countActive();
        }
        long minuteNow = Math.max(minute, now / 60_000);
        for (; minute < minuteNow; minute++) {
            if (minuteNow - minute > MINUTES) {
                minute = minuteNow - MINUTES;
            }
            int oldest = (int) ((minute + 1) % MINUTES);
            firstByMinute[oldest] = Integer.MAX_VALUE;
            for (Tenant tenant : tenants.values()) {
                tenant.created -= tenant.createdByMinute[oldest];
                tenant.createdByMinute[oldest] = 0;
            }
        }
    }

    private void countActive() {
        tenants.values().forEach(tenant -> tenant.active = 0);
        for (int series = 0; series < senders.length; series++) {
            if (isActive(steps[series])) {
                tenant(senders[series] - 1).active++;
            }
        }
    }

    private boolean isActive(int lastStep) {
        return lastStep != 0 && lastStep >= step - STEPS;
    }

    private Tenant tenant(int sender) {
        Tenant tenant = tenants.get(sources.get(sender).tenant());
        if (tenant == null) {
            throw new IllegalStateException("no tenant of sender " + sender);
        }
        return tenant;
    }

    /** Whether a series that exists may have a sample from that sender; if so, it is active from now on. */
    public Verdict admit(int sender, int series) {
        if (series >= senders.length) {
            grow(series);
        }
        if (steps[series] == step) {
            return Verdict.ADMITTED;
        }
        if (!isActive(steps[series])) {
            Tenant tenant = tenant(sender);
            if (tenant.active + tenant.pending >= tenant.limit.activeMax()) {
                return Verdict.TOO_MANY_ACTIVE;
            }
            senders[series] = sender + 1;
            tenant.active++;
        }
        steps[series] = step;
        return Verdict.ADMITTED;
    }

    /** Whether that sender may create one more series. What was admitted is told by {@link #created} or {@link #discard}. */
    public Verdict admitNew(int sender) {
        Tenant tenant = tenant(sender);
        if (tenant.active + tenant.pending >= tenant.limit.activeMax()) {
            return Verdict.TOO_MANY_ACTIVE;
        }
        if (tenant.created + tenant.pending >= tenant.limit.createdPerHourMax()) {
            return Verdict.TOO_MANY_CREATED;
        }
        tenant.pending++;
        return Verdict.ADMITTED;
    }

    /** A series that was admitted as new was created, and has a sample. */
    public void created(int sender, int series) {
        if (series >= senders.length) {
            grow(series);
        }
        Tenant tenant = tenant(sender);
        tenant.pending--;
        tenant.active++;
        tenant.created++;
        senders[series] = sender + 1;
        steps[series] = step;
        int minuteOfHour = (int) (minute % MINUTES);
        tenant.createdByMinute[minuteOfHour]++;
        firstByMinute[minuteOfHour] = Math.min(firstByMinute[minuteOfHour], series);
    }

    /** What was admitted as new and not yet created will not be. */
    public void discard() {
        tenants.values().forEach(tenant -> tenant.pending = 0);
    }

    private void grow(int series) {
        int length = Math.max(series + 1, senders.length * 2);
        senders = Arrays.copyOf(senders, length);
        steps = Arrays.copyOf(steps, length);
    }

    /** What each tenant has, by name. Writer only. */
    public List<TenantSeries> tenants() {
        List<TenantSeries> found = new ArrayList<>();
        tenants.forEach((name, tenant) -> found
                .add(new TenantSeries(name, tenant.active, tenant.created, tenant.limit)));
        found.sort(Comparator.comparing(TenantSeries::tenant));
        return found;
    }

    /** The number of the first series that was created within the last hour; larger than any when none was. */
    public int firstOfHour() {
        return Arrays.stream(firstByMinute).min().orElse(Integer.MAX_VALUE);
    }

    /** What each sender has, in the order of their first coming. */
    public List<SenderSeries> senders() {
        List<Source> known = List.copyOf(sources);
        int[] active = new int[known.size()];
        int[] created = new int[known.size()];
        int first = firstOfHour();
        int[] senderOf = senders;
        int[] stepOf = steps;
        for (int series = 0; series < Math.min(senderOf.length, stepOf.length); series++) {
            int sender = senderOf[series] - 1;
            if (sender >= 0 && sender < active.length) {
                active[sender] += isActive(stepOf[series]) ? 1 : 0;
                created[sender] += series >= first ? 1 : 0;
            }
        }
        List<SenderSeries> found = new ArrayList<>();
        for (int sender = 0; sender < active.length; sender++) {
            found.add(new SenderSeries(known.get(sender).tenant(), known.get(sender).name(), active[sender],
                    created[sender]));
        }
        return found;
    }
}
