package io.binnacle.benchmarks;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The estate of an enterprise, made from a seed: sites, racks, hypervisors, virtual machines with systems, file systems and
 * volumes, containers, programs, databases, and services on top. Programs depend on programs of their own landscape, a few
 * hundred, the popular ones by far the most often. A third of the relations are backups, along which no failure goes.
 */
final class Enterprise {

    /** What there is, in this order, with its share of a thousand. */
    enum Kind {
        SITE("site", 0), RACK("rack", 2), SERVER("hypervisor", 20), ARRAY("storage_array", 1), POOL("storage_pool",
                4), VOLUME("volume", 110), MACHINE("virtual_machine", 130), SYSTEM("operating_system",
                        130), FILE_SYSTEM("file_system", 200), CONTAINER("container", 120), PROGRAM("application",
                                190), DATABASE("database", 30), SERVER_PROGRAM("database_server",
                                        20), JOB("backup_job", 33), TECHNICAL("technical_service",
                                                8), BUSINESS("business_service", 2);

        final String ciClass;
        private final int share;

        Kind(String ciClass, int share) {
            this.ciClass = ciClass;
            this.share = share;
        }
    }

    /** Takes the relations one by one. */
    interface Relations {

        void relation(int from, String type, int to);
    }

    private static final String[] DISTRIBUTIONS = {"Debian", "Ubuntu", "Red Hat Enterprise Linux", "SUSE",
            "Rocky Linux"};
    private static final int SITES = 40;
    private static final int LANDSCAPE = 400;
    private static final int CONNECTIONS = 12;

    private final long seed;
    private final int items;
    private final int[] firstOf = new int[Kind.values().length + 1];

    Enterprise(long seed, int items) {
        this.seed = seed;
        this.items = items;
        int first = 0;
        for (int i = 0; i < Kind.values().length; i++) {
            Kind kind = Kind.values()[i];
            firstOf[i] = first;
            first += kind == Kind.SITE ? SITES : Math.max(1, (int) ((long) items * kind.share / 1000));
        }
        firstOf[Kind.values().length] = first;
    }

    int size() {
        return firstOf[Kind.values().length];
    }

    int first(Kind kind) {
        return firstOf[index(kind)];
    }

    int count(Kind kind) {
        return firstOf[index(kind) + 1] - firstOf[index(kind)];
    }

    private static int index(Kind kind) {
        int index = 0;
        while (Kind.values()[index] != kind) {
            index++;
        }
        return index;
    }

    Kind kind(int item) {
        int index = 0;
        while (item >= firstOf[index + 1]) {
            index++;
        }
        return Kind.values()[index];
    }

    /** As the program makes them: the time in front, so that they come in order. */
    UUID id(int item) {
        Random random = new Random(seed * 31 + item);
        long high = (1_700_000_000_000L + item) << 16 | 0x7000L | random.nextInt(1 << 12);
        return new UUID(high, (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    String name(int item) {
        Kind kind = kind(item);
        return kind.ciClass + "-" + (item - first(kind));
    }

    /** Of a service, of a database, which has a stand-by, and what discovery tells of systems and machines. */
    String attributes(int item) {
        return switch (kind(item)) {
            case BUSINESS -> "{\"criticality\": \"" + (item % 10 == 0 ? "critical" : "medium") + "\"}";
            case DATABASE -> "{\"redundancy\": \"any\"}";
            case SYSTEM -> "{\"distribution\": \"" + DISTRIBUTIONS[item % DISTRIBUTIONS.length] + " " + item % 7
                    + "\", \"kernel\": \"6." + item % 97 + ".0\"}";
            case MACHINE -> "{\"power_state\": \"on\", \"description\": \"" + description(item, 0) + "\"}";
            default -> "{}";
        };
    }

    /** What a machine's hypervisor says of it; it changes with the version. */
    String description(int item, int version) {
        return "of the landscape " + item / LANDSCAPE + ", version " + version;
    }

    /** Each relation once, in an order that does not change; {@code wanted} of them, the harmless ones fill up. */
    void relations(long wanted, Relations out) {
        Random random = new Random(seed);
        long[] made = {0};
        Relations counted = (from, type, to) -> {
            made[0]++;
            out.relation(from, type, to);
        };
        infrastructure(random, counted);
        programs(random, counted);
        services(random, counted);
        int jobs = count(Kind.JOB);
        for (int round = 0; made[0] < wanted; round++) {
            for (int item = 0; item < first(Kind.JOB) && made[0] < wanted; item++) {
                counted.relation(item, "backed_up_by", first(Kind.JOB) + (int) ((item * 7L + round * 13L) % jobs));
            }
        }
    }

    private void infrastructure(Random random, Relations out) {
        each(Kind.RACK, item -> out.relation(item, "located_in", any(random, Kind.SITE)));
        each(Kind.SERVER, item -> out.relation(item, "located_in", any(random, Kind.RACK)));
        each(Kind.ARRAY, item -> out.relation(item, "located_in", any(random, Kind.RACK)));
        each(Kind.POOL, item -> out.relation(item, "part_of", any(random, Kind.ARRAY)));
        each(Kind.VOLUME, item -> out.relation(item, "part_of", any(random, Kind.POOL)));
        each(Kind.MACHINE, item -> out.relation(item, "runs_on", any(random, Kind.SERVER)));
        each(Kind.SYSTEM, item -> out.relation(item, "runs_on",
                first(Kind.MACHINE) + (item - first(Kind.SYSTEM)) % count(Kind.MACHINE)));
        each(Kind.FILE_SYSTEM, item -> {
            out.relation(item, "part_of", any(random, Kind.SYSTEM));
            out.relation(item, "stored_on", any(random, Kind.VOLUME));
        });
        each(Kind.CONTAINER, item -> out.relation(item, "runs_on", any(random, Kind.SYSTEM)));
        each(Kind.SERVER_PROGRAM, item -> out.relation(item, "runs_on", any(random, Kind.SYSTEM)));
    }

    private void programs(Random random, Relations out) {
        each(Kind.DATABASE, item -> {
            int one = any(random, Kind.SERVER_PROGRAM);
            out.relation(item, "part_of", one);
            int other = any(random, Kind.SERVER_PROGRAM);
            if (other != one) {
                out.relation(item, "part_of", other);
            }
        });
        each(Kind.PROGRAM, item -> {
            int number = item - first(Kind.PROGRAM);
            out.relation(item, "runs_on", any(random, random.nextInt(3) > 0 ? Kind.CONTAINER : Kind.SYSTEM));
            int landscape = number / LANDSCAPE * LANDSCAPE;
            int position = number - landscape;
            Set<Integer> targets = new TreeSet<>();
            // Tiers: a program depends on those before it, so the first ones of a landscape are the popular ones.
            for (int i = 0; i < CONNECTIONS && position > 0; i++) {
                targets.add((int) (position * Math.pow(random.nextDouble(), 3)));
            }
            targets.forEach(target -> out.relation(item, "connects_to", first(Kind.PROGRAM) + landscape + target));
            if (random.nextInt(5) == 0) {
                out.relation(item, "depends_on", first(Kind.TECHNICAL) + number / LANDSCAPE % count(Kind.TECHNICAL));
            }
            out.relation(item, "stored_on", any(random, Kind.FILE_SYSTEM));
        });
    }

    private void services(Random random, Relations out) {
        each(Kind.TECHNICAL, item -> out.relation(item, "depends_on", any(random, Kind.DATABASE)));
        each(Kind.BUSINESS, item -> {
            Set<Integer> parts = new TreeSet<>();
            for (int i = 0; i < 3; i++) {
                parts.add(any(random, Kind.PROGRAM));
            }
            parts.forEach(part -> out.relation(item, "depends_on", part));
        });
    }

    private interface ItemVisitor {

        void visit(int item);
    }

    private void each(Kind kind, ItemVisitor visitor) {
        for (int item = first(kind); item < first(kind) + count(kind); item++) {
            visitor.visit(item);
        }
    }

    private int any(Random random, Kind kind) {
        return first(kind) + random.nextInt(count(kind));
    }

    @Override
    public String toString() {
        return items + " items, seed " + seed;
    }
}
