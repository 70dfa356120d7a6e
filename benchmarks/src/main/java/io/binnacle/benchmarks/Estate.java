package io.binnacle.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Machines and what they measure, tick by tick. The same seed gives the same labels and values; a series' value depends
 * on the ticks before it, so ticks are asked for one after the other. Used by one thread.
 */
final class Estate {

    private static final int[] CORES = {2, 4, 8, 16};
    private static final String[] MODES = {"idle", "iowait", "nice", "softirq", "system", "user"};
    private static final String[] BOUNDS = {"0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5",
            "10",
            "+Inf"};
    private static final String[] REGIONS = {"north", "south", "west"};
    private static final String[] TEAMS = {"billing", "catalogue", "identity", "logistics", "search"};

    /** How a series' value goes on. */
    private enum Kind {
        /** Stays as it is. */
        CONSTANT,
        /** Grows by whole numbers. */
        COUNTER,
        /** Grows by hundredths, as seconds of processor time do. */
        SECONDS,
        /** Wanders in pages of 4 KiB. */
        PAGES,
        /** Wanders around a mean, with one decimal. */
        LEVEL,
        /** Any double: an average, a ratio. */
        RATIO,
        /** 1, seldom 0. */
        STATE
    }

    private final int size;
    private final long startMillis;
    private final long stepMillis;
    private final SplittableRandom random;
    private final List<byte[]> labels = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Integer> machines = new ArrayList<>();
    private final double[] values;
    private final double[] rates;

    /** @param size number of series; ten labels or so each */
    Estate(int size, long seed, long startMillis, long stepMillis) {
        this.size = size;
        this.startMillis = startMillis;
        this.stepMillis = stepMillis;
        this.random = new SplittableRandom(seed);
        this.values = new double[size];
        this.rates = new double[size];
        for (int machine = 0; labels.size() < size; machine++) {
            addMachine(machine);
        }
    }

    private void addMachine(int machine) {
        Map<String, String> base = new TreeMap<>();
        base.put("datacenter", "dc" + machine % 4);
        base.put("environment", machine % 5 == 0 ? "staging" : "production");
        base.put("instance", "node-%04d.example.net:9100".formatted(machine));
        base.put("job", "node");
        base.put("rack", "r" + machine / 20);
        base.put("region", REGIONS[machine % REGIONS.length]);
        base.put("team", TEAMS[machine % TEAMS.length]);
        int cores = CORES[random.nextInt(CORES.length)];
        for (int core = 0; core < cores; core++) {
            for (String mode : MODES) {
                add(machine, base, Kind.SECONDS, random.nextDouble(0.5), "node_cpu_seconds_total", "cpu",
                        Integer.toString(core), "mode", mode);
            }
        }
        for (String part : List.of("Active", "Buffers", "Cached", "Free", "Mapped", "Slab")) {
            add(machine, base, Kind.PAGES, 300, "node_memory_" + part + "_bytes");
        }
        add(machine, base, Kind.CONSTANT, 0, "node_memory_Total_bytes");
        for (String disk : List.of("nvme0n1", "nvme1n1", "sda")) {
            for (String what : List.of("read_bytes", "reads_completed", "writes_completed", "written_bytes")) {
                add(machine, base, Kind.COUNTER, random.nextDouble(1e5), "node_disk_" + what + "_total", "device",
                        disk);
            }
            add(machine, base, Kind.SECONDS, 0.1, "node_disk_io_time_seconds_total", "device", disk);
            add(machine, base, Kind.PAGES, 40, "node_filesystem_avail_bytes", "device", disk, "fstype", "ext4");
            add(machine, base, Kind.CONSTANT, 0, "node_filesystem_size_bytes", "device", disk, "fstype", "ext4");
        }
        for (String what : List.of("receive_bytes", "receive_drop", "receive_packets", "transmit_bytes",
                "transmit_packets")) {
            for (String device : List.of("eth0", "eth1", "lo")) {
                add(machine, base, what.endsWith("drop") ? Kind.CONSTANT : Kind.COUNTER, random.nextDouble(1e6),
                        "node_network_" + what + "_total", "device", device);
            }
        }
        for (int sensor = 0; sensor < 4; sensor++) {
            add(machine, base, Kind.LEVEL, 55, "node_temperature_celsius", "sensor", "core" + sensor);
        }
        add(machine, base, Kind.RATIO, 1, "node_load1");
        add(machine, base, Kind.RATIO, 1, "node_pressure_waiting_ratio", "resource", "io");
        add(machine, base, Kind.STATE, 0, "up");
        addService(machine, base);
    }

    private void addService(int machine, Map<String, String> base) {
        Map<String, String> service = new TreeMap<>(base);
        service.put("job", "service");
        service.put("service", "service-" + machine % 60);
        for (String route : List.of("/api/orders", "/api/orders/{id}", "/search")) {
            double rate = random.nextDouble(200);
            for (String bound : BOUNDS) {
                add(machine, service, Kind.COUNTER, rate, "http_server_duration_seconds_bucket", "le", bound, "route",
                        route);
            }
            add(machine, service, Kind.COUNTER, rate, "http_server_duration_seconds_count", "route", route);
            add(machine, service, Kind.RATIO, rate, "http_server_duration_seconds_mean", "route", route);
        }
    }

    private void add(int machine, Map<String, String> base, Kind kind, double rate, String metric, String... more) {
        int series = labels.size();
        if (series == size) {
            return;
        }
        Map<String, String> all = new TreeMap<>(base);
        all.put("__name__", metric);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        labels.add(encode(all));
        kinds.add(kind);
        machines.add(machine);
        rates[series] = rate;
        values[series] = switch (kind) {
            case CONSTANT -> random.nextInt(3) == 0 ? 0 : (double) random.nextInt(1, 64) * (1 << 30);
            case PAGES -> (double) random.nextInt(1, 1 << 20) * 4096;
            case LEVEL -> rate;
            case STATE -> 1;
            default -> Math.floor(random.nextDouble(1e6));
        };
    }

    private static byte[] encode(Map<String, String> labels) {
        return WriteRequestBytes.labels(labels.entrySet().stream()
                .flatMap(label -> Stream.of(label.getKey(), label.getValue())).toArray(String[]::new));
    }

    /** Of the series that has most. */
    int labelBytesMax() {
        return labels.stream().mapToInt(one -> one.length).max().orElse(0);
    }

    int size() {
        return size;
    }

    /** The labels of that series, as remote write 1.0 has them; not to be changed. */
    byte[] labels(int series) {
        return labels.get(series);
    }

    /** When that series is measured at that tick: all of a machine at one instant. */
    long epochMillis(int series, int tick) {
        return startMillis + tick * stepMillis + machines.get(series) * 7919L % stepMillis;
    }

    /** The next value of that series. */
    double next(int series) {
        double value = values[series];
        double rate = rates[series];
        double next = switch (kinds.get(series)) {
            case CONSTANT -> value;
            case COUNTER -> value + Math.floor(rate * random.nextDouble(2));
            case SECONDS -> Math.rint((value + rate * random.nextDouble(60)) * 100) / 100;
            case PAGES -> Math.max(0, value + 4096.0 * random.nextInt(-(int) rate, (int) rate + 1));
            case LEVEL -> Math.rint((rate + (value - rate) * 0.9 + random.nextDouble(-2, 2)) * 10) / 10;
            case RATIO -> rate * random.nextDouble();
            case STATE -> random.nextInt(5000) == 0 ? 0 : 1;
        };
        values[series] = next;
        return next;
    }
}
