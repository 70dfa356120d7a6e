package io.binnacle.storage.list.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;

import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the sort keys of its last row. Written as base64url of a check sum and the keys.
 *
 * <p>The check sum covers the list, its filter and its order as well, so a cursor that was changed, cut off, or used with
 * another query is refused rather than answered with a page from nowhere. It needs no secret: the keys are bound
 * parameters, and a position in a list gives no more rights than the list itself.
 */
record ListCursor(List<@Nullable String> keys) {

    private static final int CHECK_LENGTH = 9;

    String encode(String query) {
        byte[] body = body();
        byte[] check = check(query, body);
        byte[] all = Arrays.copyOf(check, CHECK_LENGTH + body.length);
        System.arraycopy(body, 0, all, CHECK_LENGTH, body.length);
        return text(all);
    }

    private static String text(byte[] all) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    static ListCursor decode(String cursor, String query) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(cursor);
            byte[] body = Arrays.copyOfRange(all, Math.min(CHECK_LENGTH, all.length), all.length);
            // The last character of base64 may carry bits that no byte holds: only the spelling that was handed out counts.
            boolean asHandedOut = text(all).equals(cursor);
            if (asHandedOut && Arrays.equals(check(query, body), Arrays.copyOf(all, CHECK_LENGTH))) {
                return read(body);
            }
        } catch (IllegalArgumentException e) {
            // Not base64: the same answer as for a wrong check sum.
        }
        throw new InvalidInput("cursor", "the nextCursor of a page with the same filter and order", cursor);
    }

    private byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(keys.size());
            for (String key : keys) {
                out.writeBoolean(key != null);
                if (key != null) {
                    out.writeUTF(key);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ListCursor read(byte[] body) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            int count = in.readUnsignedByte();
            List<@Nullable String> keys = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                keys.add(in.readBoolean() ? in.readUTF() : null);
            }
            return new ListCursor(keys);
        } catch (IOException e) {
            throw new BugException("a list cursor with a right check sum cannot be read", e);
        }
    }

    private static byte[] check(String query, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(query.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Arrays.copyOf(digest.digest(body), CHECK_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every Java has SHA-256", e);
        }
    }
}
