package io.binnacle.telemetry.intake.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.exposition.ExpositionError;
import io.binnacle.telemetry.intake.exposition.ExpositionFormat;
import io.binnacle.telemetry.intake.exposition.ExpositionLines;
import io.binnacle.telemetry.intake.exposition.ExpositionSample;
import io.binnacle.telemetry.intake.exposition.ExpositionSeries;

/**
 * Imports a text of Prometheus' or OpenMetrics' format, whose samples must have timestamps. A piece of whole lines is read at a
 * time; a line that is wrong is told and left out.
 */
public final class TextImport {

    /** Far longer than any line that a store would take. */
    private static final int PIECE_BYTES = 1 << 20;
    private static final byte[] END = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final ExpositionFormat format;
    private final String source;
    private final HistoryWriter writer;
    private final Lines reader = new Lines();
    private byte[] piece = new byte[PIECE_BYTES + END.length];
    private int filled;
    /** Lines before the piece. */
    private long linesBefore;
    private boolean ended;

    /** @param source what to call the text when something in it is wrong */
    public TextImport(ExpositionFormat format, String source, HistoryWriter writer) {
        this.format = format;
        this.source = source;
        this.writer = writer;
    }

    /** Reads to the end of the text; the caller finishes the writer. */
    public void read(InputStream text) throws IOException {
        while (true) {
            int more = text.readNBytes(piece, filled, PIECE_BYTES - filled);
            filled += more;
            boolean last = more == 0 || filled < PIECE_BYTES;
            int end = last ? filled : lineEnd();
            if (end == 0 && !last) {
                throw new ExpositionError((int) linesBefore + 1, 1, "a line has more than " + PIECE_BYTES + " bytes",
                        "");
            }
            take(end);
            System.arraycopy(piece, end, piece, 0, filled - end);
            filled -= end;
            if (last) {
                break;
            }
        }
        if (format == ExpositionFormat.OPENMETRICS && !ended) {
            writer.fault(
                    source + ":" + (linesBefore + 1) + ": the text does not end with # EOF; it may have been cut off");
        }
    }

    /** Behind the last line feed; 0 when there is none. */
    private int lineEnd() {
        int end = filled;
        while (end > 0 && piece[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** Reads lines that are whole, up to there. */
    private void take(int end) {
        int from = 0;
        while (from < end) {
            byte[] part = withEnd(from, end);
            try {
                ExpositionLines.read(format, part, part.length, reader);
                linesBefore += lines(from, end);
                from = end;
            } catch (ExpositionError error) {
                writer.fault(
                        source + ":" + (linesBefore + error.line()) + ": " + error.violations().getFirst().expected());
                int next = behindLine(from, end, error.line());
                linesBefore += error.line();
                from = next;
            }
        }
    }

    /** Those lines; of OpenMetrics with the end mark that the reader wants to see, unless it is there. */
    private byte[] withEnd(int from, int end) {
        if (format != ExpositionFormat.OPENMETRICS) {
            return Arrays.copyOfRange(piece, from, end);
        }
        int mark = END.length - 1;
        for (int length : new int[]{END.length, mark}) {
            if (end - from >= length && Arrays.equals(piece, end - length, end, END, 0, length)) {
                ended = end - from == length || piece[end - length - 1] == '\n';
            }
        }
        if (ended) {
            return Arrays.copyOfRange(piece, from, end);
        }
        byte[] part = Arrays.copyOfRange(piece, from, end + END.length);
        System.arraycopy(END, 0, part, end - from, END.length);
        return part;
    }

    private int behindLine(int from, int end, int line) {
        int at = from;
        for (int lines = 0; at < end && lines < line; at++) {
            if (piece[at] == '\n') {
                lines++;
            }
        }
        return at;
    }

    private int lines(int from, int end) {
        int lines = 0;
        for (int at = from; at < end; at++) {
            lines += piece[at] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private final class Lines implements ExpositionLines.Reader {

        private int line;
        private long millis;

        @Override
        public int expected(byte[] text, int at, int size) {
            return 0;
        }

        @Override
        public void comment(byte[] text, int from, int to, int line) {
            // What a family is says the system that is scraped today.
        }

        @Override
        public void series(byte[] text, int from, int to, int itsLine) {
            line = itsLine;
            ExpositionSeries series = ExpositionLines.series(format, text, from, to, line);
            Labels.Builder labels = new Labels.Builder().set(Label.METRIC_NAME, series.name());
            series.labels().forEach(label -> labels.set(label.name(), label.value()));
            writer.begin(labels.build());
        }

        @Override
        public void sample(double value, long timestampMillis) {
            if (timestampMillis == ExpositionLines.NO_TIMESTAMP) {
                throw new ExpositionError(line, 1, "a sample of the past needs a timestamp", "");
            }
            millis = timestampMillis;
            writer.append(timestampMillis, value);
        }

        @Override
        public void exemplar(ExpositionSample.Exemplar exemplar) {
            Labels.Builder labels = new Labels.Builder();
            exemplar.labels().forEach(label -> labels.set(label.name(), label.value()));
            long at = Double.isNaN(exemplar.timestampMillis()) ? millis : (long) exemplar.timestampMillis();
            writer.exemplar(labels.build(), at, exemplar.value());
        }
    }
}
