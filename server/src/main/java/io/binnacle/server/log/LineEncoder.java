package io.binnacle.server.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import io.binnacle.server.config.Configuration;
import org.slf4j.event.KeyValuePair;

/**
 * Writes one event as one line. Control characters are escaped, so that what a caller sends cannot forge a line; a stack
 * trace is one field.
 */
final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    private final Configuration.Log.Format format;

    LineEncoder(Configuration.Log.Format format) {
        this.format = format;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        SequencedMap<String, String> fields = fields(event);
        StringBuilder line = new StringBuilder(160);
        if (format == Configuration.Log.Format.JSON) {
            json(fields, line);
        } else {
            logfmt(fields, line);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static SequencedMap<String, String> fields(ILoggingEvent event) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        fields.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        fields.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        String logger = event.getLoggerName();
        fields.put("logger", logger.substring(logger.lastIndexOf('.') + 1));
        for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
            fields.put(entry.getKey(), entry.getValue());
        }
        fields.put("message", event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.put(pair.key, String.valueOf(pair.value));
            }
        }
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            StringWriter trace = new StringWriter();
            proxy.getThrowable().printStackTrace(new PrintWriter(trace));
            fields.put("error", trace.toString());
        }
        return fields;
    }

    private static void logfmt(SequencedMap<String, String> fields, StringBuilder line) {
        fields.forEach((key, value) -> {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(key).append('=');
            if (isPlain(value)) {
                line.append(value);
            } else {
                quote(value, line);
            }
        });
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c != 0x7f);
    }

    private static void json(SequencedMap<String, String> fields, StringBuilder line) {
        char separator = '{';
        for (Map.Entry<String, String> field : fields.entrySet()) {
            line.append(separator);
            quote(field.getKey(), line);
            line.append(':');
            quote(field.getValue(), line);
            separator = ',';
        }
        line.append('}');
    }

    private static void quote(String value, StringBuilder line) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                case '\r' -> line.append("\\r");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
