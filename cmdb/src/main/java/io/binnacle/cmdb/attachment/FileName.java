package io.binnacle.cmdb.attachment;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput;

/**
 * The name of a file that somebody brought.
 *
 * @param text 1 to 200 characters, no path, nothing that cannot be seen
 */
public record FileName(String text) {

    private static final int LENGTH_MAX = 200;
    private static final String UNKNOWN = "application/octet-stream";
    /** What a browser shows without carrying anything out: no HTML, no SVG, no XML. */
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"), Map.entry("webp", "image/webp"), Map.entry("txt", "text/plain"),
            Map.entry("log", "text/plain"), Map.entry("md", "text/markdown"), Map.entry("csv", "text/csv"),
            Map.entry("json", "application/json"), Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"), Map.entry("zip", "application/zip"),
            Map.entry("gz", "application/gzip"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("odt", "application/vnd.oasis.opendocument.text"),
            Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
            Map.entry("odp", "application/vnd.oasis.opendocument.presentation"));
    /** A name with these in it can be made to look like another one. */
    private static final Set<Integer> UNSEEN = Set.of((int) Character.CONTROL, (int) Character.FORMAT,
            (int) Character.SURROGATE, (int) Character.LINE_SEPARATOR, (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.UNASSIGNED, (int) Character.PRIVATE_USE);

    /** @throws InvalidInput for {@code name} */
    public static FileName of(String given) {
        String name = given.strip();
        boolean path = name.contains("/") || name.contains("\\") || name.equals(".") || name.equals("..");
        boolean unseen = name.codePoints().anyMatch(each -> UNSEEN.contains(Character.getType(each)));
        if (name.isEmpty() || name.length() > LENGTH_MAX || path || unseen) {
            throw new InvalidInput("name", "the name of a file, at most " + LENGTH_MAX
                    + " characters, without a path and without characters that cannot be seen",
                    name.isEmpty() ? "none" : name);
        }
        return new FileName(name);
    }

    /** By what follows the last dot. */
    public String mediaType() {
        return TYPES.getOrDefault(text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
