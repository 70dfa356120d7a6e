package io.binnacle.server.live;

import java.nio.charset.StandardCharsets;

import io.binnacle.server.security.Permission;

/**
 * Something changed.
 *
 * @param topic the noun: {@code incident}, {@code alert}, {@code ci}
 * @param subject id of what changed; empty for many at once
 * @param needed whoever lacks it does not hear of the event
 */
record LiveEvent(long number, String topic, String subject, Permission needed) {

    byte[] encode(String boot) {
        return ("id: " + boot + "-" + number + "\nevent: changed\ndata: {\"topic\":\"" + escape(topic) + "\",\"id\":\""
                + escape(subject) + "\"}\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
