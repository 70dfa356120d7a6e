package io.binnacle.cmdb.discovery.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads dpkg's database of packages, /var/lib/dpkg/status: paragraphs of {@code Field: value} lines. */
final class DpkgStatus {

    private DpkgStatus() {
    }

    /** The packages whose files are in place; removed ones that left configuration behind are not. */
    static List<InstalledPackage> parse(String status) {
        List<InstalledPackage> packages = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        String field = "";
        for (String line : status.split("\n", -1)) {
            if (line.isBlank()) {
                add(fields, packages);
                fields.clear();
                continue;
            }
            int colon = line.indexOf(':');
            boolean continues = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (!continues && colon > 0) {
                field = line.substring(0, colon);
                fields.put(field, line.substring(colon + 1).strip());
            }
        }
        add(fields, packages);
        return packages;
    }

    private static void add(Map<String, String> fields, List<InstalledPackage> packages) {
        String name = fields.getOrDefault("Package", "");
        if (name.isEmpty() || !fields.getOrDefault("Status", "").endsWith(" installed")) {
            return;
        }
        long kilobytes = number(fields.getOrDefault("Installed-Size", ""));
        // "Source: glibc (2.36-9)": the version in brackets only says that it differs from the package's own.
        String source = fields.getOrDefault("Source", name).split(" ", 2)[0];
        packages.add(new InstalledPackage("dpkg", name, fields.getOrDefault("Version", ""),
                fields.getOrDefault("Architecture", ""), fields.getOrDefault("Section", ""),
                fields.getOrDefault("Maintainer", ""), kilobytes * 1024, source,
                fields.getOrDefault("Description", "")));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
