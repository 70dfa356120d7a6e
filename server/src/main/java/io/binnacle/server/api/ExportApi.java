package io.binnacle.server.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.EstateHistory;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Json;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.Page;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/**
 * Items as a file, page by page, so that an estate of any size takes no memory. CSV has one column for each attribute of
 * the classes that the first page has, or, without any item, none; JSON is one array; YAML one document a item.
 */
public final class ExportApi {

    private static final List<String> FORMATS = List.of("csv", "json", "yaml");
    /** What spreadsheets take for a formula, and what would be taken for one that was quoted. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+@\\t\\r-].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.eE+-]*");

    private final Cmdb cmdb;
    private final EstateHistory history;
    private final InstantSource clock;

    public ExportApi(Cmdb cmdb, EstateHistory history, InstantSource clock) {
        this.cmdb = cmdb;
        this.history = history;
        this.clock = clock;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("cis-export", "exportCis", "Configuration items as a file, now or at a past instant")
                .needs(Permission.CI_READ)
                .with(Parameter.text("q", "A filter, as of the list of items"),
                        Parameter.text("sort", "An order, as of the list of items"),
                        Parameter.text("format", "csv, json or yaml; csv unless told otherwise"),
                        AsOfParameters.AS_OF, AsOfParameters.KNOWN_AT)
                .returnsContent().handle(this::export));
    }

    private Content export(Call call) {
        String format = call.query("format").orElse("csv");
        if (!FORMATS.contains(format)) {
            throw new InvalidInput("format", "one of " + String.join(", ", FORMATS), format);
        }
        ListQuery query = new ListQuery(call.query("q").orElse(null), call.query("sort").orElse(null), null,
                ListQuery.LIMIT_MAX);
        Pages pages = pages(call);
        // What is wrong with the filter is told before the file begins.
        Page<ConfigurationItem> first = pages.of(query);
        return Content.streamed(switch (format) {
            case "csv" -> "text/csv; charset=utf-8";
            case "json" -> "application/json; charset=utf-8";
            default -> "application/yaml; charset=utf-8";
        }, out -> {
            Writer writer = writer(format, out, first.items());
            writer.begin();
            for (Page<ConfigurationItem> page = first; page != null;) {
                for (ConfigurationItem item : page.items()) {
                    writer.item(item);
                }
                page = page.nextCursor() == null ? null : pages.of(query.withCursor(page.nextCursor()));
            }
            writer.end();
        });
    }

    /** Where pages come from. */
    private interface Pages {

        Page<ConfigurationItem> of(ListQuery query);
    }

    private Pages pages(Call call) {
        return AsOfParameters.of(call, clock).<Pages>map(then -> query -> history.list(query, then))
                .orElse(cmdb::list);
    }

    /** Writes one file. */
    private interface Writer {

        void begin() throws IOException;

        void item(ConfigurationItem item) throws IOException;

        void end() throws IOException;
    }

    private Writer writer(String format, OutputStream out, List<ConfigurationItem> first) {
        return switch (format) {
            case "csv" -> new CsvWriter(out, attributes(first));
            case "json" -> new JsonWriter(out);
            default -> new YamlWriter(out);
        };
    }

    /** Those of the classes of these items, each once, in the order of the classes. */
    private List<String> attributes(List<ConfigurationItem> items) {
        List<String> present = items.stream().map(ConfigurationItem::ciClass).distinct().toList();
        return cmdb.classes().stream().filter(ciClass -> present.contains(ciClass.name()))
                .map(CiClass::attributes).flatMap(List::stream).map(Attribute::name).distinct().toList();
    }

    private record CsvWriter(OutputStream out, List<String> attributes) implements Writer {

        @Override
        public void begin() throws IOException {
            List<String> header = new ArrayList<>(List.of("id", "class", "key", "name", "lifecycle", "source",
                    "firstSeen", "lastSeen"));
            header.addAll(attributes);
            line(header);
        }

        @Override
        public void item(ConfigurationItem item) throws IOException {
            List<String> cells = new ArrayList<>(List.of(item.id().toString(), item.ciClass(), item.key(),
                    item.name(), item.lifecycle().text(), item.source(), item.firstSeen().toString(),
                    item.lastSeen().toString()));
            for (String attribute : attributes) {
                cells.add(text(item.attributes().get(attribute)));
            }
            line(cells);
        }

        @Override
        public void end() {
            // Lines end for themselves.
        }

        /** As RFC 4180 has it. */
        private void line(List<String> cells) throws IOException {
            out.write((String.join(",", cells.stream().map(CsvWriter::cell).toList()) + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }

        /** As an import takes it: semicolons between the parts of a list, two of them for one that is in a part. */
        private static String text(@Nullable Object value) {
            if (value instanceof List<?> list) {
                return String.join("; ", list.stream().map(each -> String.valueOf(each).replace(";", ";;")).toList());
            }
            return value == null ? "" : value.toString();
        }

        /** What a spreadsheet would carry out gets an apostrophe in front; a number does not. */
        private static String cell(String value) {
            boolean formula = FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches();
            String text = formula ? "'" + value : value;
            return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                    ? "\"" + text.replace("\"", "\"\"") + "\""
                    : text;
        }
    }

    private static final class JsonWriter implements Writer {

        private final OutputStream out;
        private boolean begun;

        JsonWriter(OutputStream out) {
            this.out = out;
        }

        @Override
        public void begin() throws IOException {
            out.write('[');
        }

        @Override
        public void item(ConfigurationItem item) throws IOException {
            out.write((begun ? ",\n" : "\n").getBytes(StandardCharsets.UTF_8));
            out.write(Json.write(item));
            begun = true;
        }

        @Override
        public void end() throws IOException {
            out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class YamlWriter implements Writer {

        private final OutputStream out;
        private final Dump dump = new Dump(DumpSettings.builder().setExplicitStart(true).build());

        YamlWriter(OutputStream out) {
            this.out = out;
        }

        @Override
        public void begin() {
            // Each item begins its own document.
        }

        @Override
        public void item(ConfigurationItem item) throws IOException {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("id", item.id().toString());
            document.put("class", item.ciClass());
            document.put("key", item.key());
            document.put("name", item.name());
            document.put("lifecycle", item.lifecycle().text());
            document.put("source", item.source());
            document.put("firstSeen", item.firstSeen().toString());
            document.put("lastSeen", item.lastSeen().toString());
            document.put("attributes", item.attributes());
            out.write(dump.dumpToString(document).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void end() {
            // Nor does it end.
        }
    }
}
