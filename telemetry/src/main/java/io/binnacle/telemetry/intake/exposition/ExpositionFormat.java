package io.binnacle.telemetry.intake.exposition;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The formats of an exposed text. */
public enum ExpositionFormat {

    /** Prometheus' own, 0.0.4. */
    PROMETHEUS,
    /** OpenMetrics 1.0, with all that it demands of families. */
    OPENMETRICS;

    private static final byte[] END_MARK = "# EOF".getBytes(StandardCharsets.US_ASCII);

    /**
     * OpenMetrics when a line begins with its end mark, which is a comment to the other format; and for no text at all, so
     * that a program that exposes nothing is not taken for one in order.
     */
    public static ExpositionFormat of(byte[] text) {
        if (text.length == 0) {
            return OPENMETRICS;
        }
        for (int at = 0; at >= 0 && at + END_MARK.length <= text.length; at = afterLineFeed(text, at)) {
            if (ByteBuffer.wrap(text, at, END_MARK.length).equals(ByteBuffer.wrap(END_MARK))) {
                return OPENMETRICS;
            }
        }
        return PROMETHEUS;
    }

    private static int afterLineFeed(byte[] text, int from) {
        for (int at = from; at < text.length; at++) {
            if (text[at] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    /**
     * Tells the handler what the text holds.
     *
     * @throws ExpositionError at the first fault; what came before it the handler has been told
     */
    public void read(byte[] utf8, ExpositionHandler handler) {
        String text = decoded(utf8);
        switch (this) {
            case PROMETHEUS -> PrometheusText.read(text, handler);
            case OPENMETRICS -> OpenMetricsText.read(text, new OpenMetricsFamilies(handler));
        }
    }

    private static String decoded(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer text = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(bytes, text, true);
        text.flip();
        String read = text.toString();
        if (result.isError()) {
            int line = 1 + (int) read.chars().filter(c -> c == '\n').count();
            int column = read.length() - read.lastIndexOf('\n');
            throw new ExpositionError(line, column, "the text is not UTF-8", "");
        }
        return read;
    }
}
