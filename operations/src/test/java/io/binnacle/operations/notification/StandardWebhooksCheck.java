package io.binnacle.operations.notification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The receiver's side of the Standard Webhooks signature, written from the specification and RFC 2104 alone: HMAC by hand,
 * so that it shares nothing with the sender's side.
 */
public final class StandardWebhooksCheck {

    private static final int BLOCK = 64;

    private StandardWebhooksCheck() {
    }

    /** Whether one of the signatures, separated by spaces, is right. */
    public static boolean verifies(String secret, String id, String timestamp, String body, String signatures) {
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        byte[] expected = hmac(key, (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
        return Arrays.stream(signatures.split(" ")).filter(signature -> signature.startsWith("v1,"))
                .anyMatch(signature -> Arrays.equals(expected, Base64.getDecoder().decode(signature.substring(3))));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        byte[] inner = new byte[BLOCK];
        byte[] outer = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            byte k = i < key.length ? key[i] : 0;
            inner[i] = (byte) (k ^ 0x36);
            outer[i] = (byte) (k ^ 0x5c);
        }
        return sha256(outer, sha256(inner, message));
    }

    private static byte[] sha256(byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
