package io.binnacle.storage.secret;

import java.nio.file.Path;

import io.binnacle.kernel.error.BugException;

/**
 * Seals secrets (passwords of devices, signing keys of webhooks) before they go to the database: AES-256-GCM, a fresh
 * random nonce each time. Safe for use by several threads.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class SecretBox {

    /** @param key 32 bytes */
    public SecretBox(byte[] key) {
        throw new BugException("not built yet: " + key.length);
    }

    /** With the key in this file; makes a random one, readable by its owner only, when there is none. */
    public static SecretBox withKeyFile(Path file) {
        throw new BugException("not built yet: " + file);
    }

    public String seal(String plain) {
        throw new BugException("not built yet: " + plain.length());
    }

    /** @throws io.binnacle.kernel.error.Corrupt when the text was changed or sealed with another key */
    public String open(String sealed) {
        throw new BugException("not built yet: " + sealed.length());
    }
}
