package io.binnacle.cmdb.discovery.host;

import java.util.ArrayList;
import java.util.List;

/** Asks rpm for its packages, one line each, fields separated by tabs. */
final class RpmQuery {

    static final List<String> COMMAND = List.of("rpm", "-qa", "--qf",
            "%{NAME}\\t%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{GROUP}\\t%{VENDOR}\\t%{SIZE}\\t%{SOURCERPM}\\t%{SUMMARY}\\n");

    private RpmQuery() {
    }

    static List<InstalledPackage> parse(String output) {
        List<InstalledPackage> packages = new ArrayList<>();
        output.lines().forEach(line -> {
            String[] fields = line.split("\t", -1);
            if (fields.length >= 8 && !fields[0].isEmpty()) {
                // The keys that rpm trusts are listed as packages without an architecture.
                packages.add(new InstalledPackage("rpm", fields[0], fields[1], known(fields[2]), known(fields[3]),
                        known(fields[4]), size(fields[5]), fields[6].replaceFirst("-[^-]+-[^-]+\\.src\\.rpm$", ""),
                        fields[7]));
            }
        });
        return packages;
    }

    private static String known(String field) {
        return field.equals("(none)") ? "" : field;
    }

    private static long size(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
