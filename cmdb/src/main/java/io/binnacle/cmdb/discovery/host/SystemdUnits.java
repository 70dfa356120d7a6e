package io.binnacle.cmdb.discovery.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code systemctl show} says of the services: paragraphs of {@code Property=value} lines. */
final class SystemdUnits {

    static final List<String> COMMAND = List.of("systemctl", "show", "--all", "--no-pager",
            "--property=Id,Description,Type,LoadState,ActiveState,SubState,UnitFileState,FragmentPath,MainPID",
            "*.service");

    /** @param mainPid 0 when it does not run */
    record Unit(String name, String description, String type, String activeState, String subState, String fileState,
            String file, int mainPid) {}

    private SystemdUnits() {
    }

    /** The loaded services; those that are only mentioned by others and do not exist are left out. */
    static List<Unit> parse(String output) {
        List<Unit> units = new ArrayList<>();
        Map<String, String> properties = new HashMap<>();
        for (String line : output.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (line.isBlank()) {
                add(properties, units);
                properties.clear();
            } else if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        add(properties, units);
        return units;
    }

    private static void add(Map<String, String> properties, List<Unit> units) {
        String name = properties.getOrDefault("Id", "");
        if (name.endsWith(".service") && properties.getOrDefault("LoadState", "").equals("loaded")) {
            units.add(new Unit(name, properties.getOrDefault("Description", ""), properties.getOrDefault("Type", ""),
                    properties.getOrDefault("ActiveState", ""), properties.getOrDefault("SubState", ""),
                    properties.getOrDefault("UnitFileState", ""), properties.getOrDefault("FragmentPath", ""),
                    number(properties.getOrDefault("MainPID", "0"))));
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
