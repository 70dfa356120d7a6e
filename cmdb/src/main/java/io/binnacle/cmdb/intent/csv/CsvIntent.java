package io.binnacle.cmdb.intent.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.ItemRows;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeType;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.InvalidInput;

/**
 * A table with a line for each item. Columns: {@code class} and {@code name}; {@code key}, when names are not unique in a
 * class; {@code lifecycle}; attributes; types of relations, with the name or key of the other end, or {@code class:name}; a
 * list has semicolons between its parts, two of them for one that belongs to a part. A bad cell is left out and told with
 * its line and column; a line without class or name is left out whole.
 */
public final class CsvIntent implements IntentFormat {

    /** What an export puts before a cell that a spreadsheet would carry out. */
    private static final Pattern QUOTED_FORMULA = Pattern.compile("'+[=+@\\t\\r-].*", Pattern.DOTALL);

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Set<String> claims() {
        return Set.of();
    }

    @Override
    public boolean takes(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        List<String> header = Arrays.stream(new String(content, 0, end, StandardCharsets.UTF_8).split("[,;\\t]", -1))
                .map(CsvIntent::header).toList();
        return header.contains(ItemRows.CLASS) && header.contains(ItemRows.NAME);
    }

    /** As the model writes names. */
    private static String header(String cell) {
        return cell.replace("\uFEFF", "").replace("\"", "").strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    @Override
    public IntentSet read(byte[] content, String source, CiModel model) {
        CsvTable table = CsvTable.read(content);
        List<String> header = table.lines().isEmpty()
                ? List.of()
                : table.lines().getFirst().cells().stream().map(CsvIntent::header).toList();
        if (!header.contains(ItemRows.CLASS) || !header.contains(ItemRows.NAME)) {
            throw new InvalidInput("body", "a table with the columns class and name", String.join(", ", header));
        }
        ItemRows rows = new ItemRows("line", source, model);
        Set<String> columns = new HashSet<>();
        header.stream().filter(each -> !columns.add(each) && !each.isEmpty()).distinct()
                .forEach(each -> rows.complain("line 1, column " + each, "is there twice; the first counts"));
        table.lines().stream().skip(1).forEach(line -> add(line, header, rows));
        return rows.finish();
    }

    private static void add(CsvTable.Line line, List<String> header, ItemRows rows) {
        ItemRows.Place place = column -> "line " + line.number() + ", column " + column;
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < line.cells().size(); i++) {
            if (i >= header.size()) {
                rows.complain(place.of(Integer.toString(i + 1)), "the header has no such column");
            } else if (!line.cells().get(i).isEmpty()) {
                cells.putIfAbsent(header.get(i), unquoted(line.cells().get(i)));
            }
        }
        rows.begin(place, cells.get(ItemRows.CLASS), cells.get(ItemRows.NAME), cells.get(ItemRows.KEY))
                .ifPresent(row -> {
                    cells.forEach((column, text) -> cell(row, column, text, rows));
                    row.end();
                });
    }

    private static String unquoted(String cell) {
        return QUOTED_FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    private static void cell(ItemRows.Row row, String column, String text, ItemRows rows) {
        Attribute attribute = row.find(column).orElse(null);
        if (attribute != null) {
            row.attribute(column, attribute, attribute.type() == AttributeType.LIST ? CsvTable.parts(text) : text);
        } else if (rows.isRelation(column)) {
            row.relations(column, column, CsvTable.parts(text));
        } else if (column.equals(ItemRows.LIFECYCLE)) {
            row.lifecycle(text);
        } else if (!ItemRows.HEAD.contains(column) && !rows.leavesOut(column)) {
            row.unknown(column, column);
        }
    }
}
