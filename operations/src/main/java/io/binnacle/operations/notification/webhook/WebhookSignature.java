package io.binnacle.operations.notification.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.binnacle.kernel.error.BugException;

/**
 * The signature of the Standard Webhooks specification: {@code v1,} and the base64 of HMAC-SHA256 over
 * {@code <id>.<timestamp>.<body>}; several, for several secrets, are separated by spaces.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the specification</a>
 */
final class WebhookSignature {

    private static final String SECRET_PREFIX = "whsec_";
    /** The specification asks for 24 to 64. */
    private static final int SECRET_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {
    }

    static String newSecret(SecureRandom random) {
        byte[] key = new byte[SECRET_BYTES];
        random.nextBytes(key);
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(key);
    }

    static String sign(List<String> secrets, String id, long timestampSeconds, String body) {
        byte[] content = (id + '.' + timestampSeconds + '.' + body).getBytes(StandardCharsets.UTF_8);
        return secrets.stream().map(secret -> sign(secret, content)).collect(Collectors.joining(" "));
    }

    private static String sign(String secret, byte[] content) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            throw new BugException("a webhook's secret without its prefix");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())),
                    ALGORITHM));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new BugException("every Java has " + ALGORITHM, e);
        }
    }
}
