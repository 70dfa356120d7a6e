package io.binnacle.telemetry.scrape.relabel;

/** Which names labels and metrics may have. */
public enum LabelNames {

    /** Any text of Unicode characters that is not empty, as Prometheus 3 has it. */
    UTF8,
    /** Letters, digits, underscores; colons in names of metrics. */
    LEGACY;

    public boolean isLabel(String name) {
        return this == UTF8 ? isText(name) : isLegacy(name, false);
    }

    public boolean isMetric(String name) {
        return this == UTF8 ? isText(name) : isLegacy(name, true);
    }

    private static boolean isText(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < name.length()
                        && Character.isLowSurrogate(name.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isLegacy(String name, boolean colons) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colons && c == ':');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
