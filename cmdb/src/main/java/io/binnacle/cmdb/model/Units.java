package io.binnacle.cmdb.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts between units of the same quantity. */
final class Units {

    /** How many of the quantity's first unit one of it is. */
    private record Unit(String quantity, BigDecimal size) {}

    private static final Map<String, Unit> UNITS = new HashMap<>();

    static {
        quantity("time", "ns 1 us 1e3 ms 1e6 s 1e9 min 6e10 h 3.6e12 d 8.64e13");
        quantity("data", "B 1 kB 1e3 MB 1e6 GB 1e9 TB 1e12 KiB 1024 MiB 1048576 GiB 1073741824 TiB 1099511627776");
        quantity("rate", "bit/s 1 kbit/s 1e3 Mbit/s 1e6 Gbit/s 1e9 Tbit/s 1e12");
        quantity("frequency", "Hz 1 kHz 1e3 MHz 1e6 GHz 1e9");
        quantity("power", "mW 1 W 1e3 kW 1e6 MW 1e9");
        quantity("length", "mm 1 cm 10 m 1e3 km 1e6 in 25.4 ft 304.8");
        quantity("mass", "g 1 kg 1e3 t 1e6 lb 453.59237");
        quantity("voltage", "mV 1 V 1e3 kV 1e6");
        quantity("current", "mA 1 A 1e3");
    }

    private Units() {
    }

    private static void quantity(String name, String units) {
        Iterator<String> words = List.of(units.split(" ", -1)).iterator();
        while (words.hasNext()) {
            UNITS.put(words.next(), new Unit(name, new BigDecimal(words.next())));
        }
    }

    /** Empty when one is unknown or they measure different things. */
    static Optional<Number> convert(Number value, String from, String to) {
        Unit before = UNITS.get(from);
        Unit after = UNITS.get(to);
        if (before == null || after == null || !before.quantity().equals(after.quantity())) {
            return Optional.empty();
        }
        BigDecimal exact = value instanceof Long whole
                ? BigDecimal.valueOf(whole)
                : BigDecimal.valueOf(value.doubleValue());
        BigDecimal converted = exact.multiply(before.size()).divide(after.size(), MathContext.DECIMAL128);
        boolean whole = converted.stripTrailingZeros().scale() <= 0
                && converted.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return Optional.of(whole ? (Number) converted.longValueExact() : (Number) converted.doubleValue());
    }
}
