package io.binnacle.cmdb.intent.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.InvalidInput;

/**
 * A table as RFC 4180 writes it, with commas, semicolons or tabs between cells: whichever its first line has most of.
 *
 * @param lines the first is the header; empty lines are left out
 */
record CsvTable(List<Line> lines) {

    private static final int CELLS_MAX = 500;

    /** @param number of the line in the file that it starts at, from 1 */
    record Line(int number, List<String> cells) {}

    /** @throws InvalidInput when it is no text, or a quote is not closed */
    static CsvTable read(byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput("body", "text in UTF-8", "other bytes");
        }
        return new Reader(text.startsWith("\uFEFF") ? text.substring(1) : text).read();
    }

    /** The parts of a cell, with a semicolon between two of them; two semicolons side by side are one of a part. */
    static List<String> parts(String cell) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean doubled = c == ';' && i + 1 < cell.length() && cell.charAt(i + 1) == ';';
            if (c == ';' && !doubled) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
                i += doubled ? 1 : 0;
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }

    private static final class Reader {

        private final String text;
        private final char separator;
        private final List<Line> lines = new ArrayList<>();
        private List<String> cells = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private int number = 1;
        private int start = 1;
        private boolean quoted;

        Reader(String text) {
            this.text = text;
            this.separator = separator(text);
        }

        private static char separator(String text) {
            int end = text.indexOf('\n');
            String first = end < 0 ? text : text.substring(0, end);
            char best = ',';
            for (char each : new char[]{';', '\t'}) {
                if (count(first, each) > count(first, best)) {
                    best = each;
                }
            }
            return best;
        }

        private static long count(String text, char wanted) {
            return text.chars().filter(each -> each == wanted).count();
        }

        CsvTable read() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quoted) {
                    boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                    i += doubled ? 1 : 0;
                    inQuotes(c, doubled);
                } else {
                    outside(c);
                }
            }
            if (quoted) {
                throw new InvalidInput("body", "a quote at the end of the cell that starts in line " + start, "none");
            }
            endLine();
            return new CsvTable(List.copyOf(lines));
        }

        private void inQuotes(char c, boolean doubled) {
            if (c == '"' && !doubled) {
                quoted = false;
            } else {
                number += c == '\n' ? 1 : 0;
                cell.append(c);
            }
        }

        private void outside(char c) {
            if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                quoted = true;
            } else if (c == separator) {
                endCell();
            } else if (c == '\n') {
                endLine();
                number++;
                start = number;
            } else if (c != '\r') {
                cell.append(c);
            }
        }

        private void endCell() {
            if (cells.size() >= CELLS_MAX) {
                throw new InvalidInput("body", "at most " + CELLS_MAX + " cells in a line", "more in line " + start);
            }
            cells.add(cell.toString().strip());
            cell.setLength(0);
        }

        private void endLine() {
            endCell();
            if (cells.stream().anyMatch(each -> !each.isEmpty())) {
                lines.add(new Line(start, List.copyOf(cells)));
            }
            cells = new ArrayList<>();
        }
    }
}
