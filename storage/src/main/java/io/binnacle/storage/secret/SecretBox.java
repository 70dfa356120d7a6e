package io.binnacle.storage.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.Unavailable;

/**
 * Seals secrets (passwords of devices, signing keys of webhooks) before they go to the database: AES-256-GCM, a fresh
 * random nonce each time. Safe for use by several threads.
 *
 * <p>Sealed text is {@code v1:} and the base64 of nonce (12 bytes), cipher text and tag (16 bytes).
 */
public final class SecretBox {

    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final String VERSION = "v1:";

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes */
    public SecretBox(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new BugException("a key of " + key.length + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * With the key in this file; makes a random one, readable by its owner only, when there is none. Two processes that
     * do so at once end up with the same key.
     */
    public static SecretBox withKeyFile(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_LENGTH) {
                throw new Corrupt("the key file " + file + " has " + key.length + " bytes instead of " + KEY_LENGTH,
                        null);
            }
            return new SecretBox(key);
        } catch (IOException e) {
            throw new Unavailable("the key file " + file + " cannot be read or made: " + e, e);
        }
    }

    /** Writes beside, then links into place: the file never exists half written, and the first of two makers wins. */
    private static void create(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new BugException("key file without a directory: " + file);
        }
        if (!Files.exists(directory)) {
            Files.createDirectories(directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        byte[] fresh = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(fresh);
        Path draft = Files.createTempFile(directory, "key", ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel channel = FileChannel.open(draft, Set.of(StandardOpenOption.WRITE))) {
                channel.write(ByteBuffer.wrap(fresh));
                channel.force(true);
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its key is the one.
        } finally {
            Files.delete(draft);
        }
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    public String seal(String plain) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE_LENGTH + sealed.length).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new BugException("every Java has AES-GCM", e);
        }
    }

    /** @throws Corrupt when the text was changed or sealed with another key */
    public String open(String sealed) {
        try {
            if (!sealed.startsWith(VERSION)) {
                throw new IllegalArgumentException("unknown version");
            }
            byte[] bytes = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
            if (bytes.length < NONCE_LENGTH) {
                throw new IllegalArgumentException("too short");
            }
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_LENGTH));
            return new String(cipher.doFinal(bytes, NONCE_LENGTH, bytes.length - NONCE_LENGTH),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Corrupt("a stored secret does not open: it was changed, or sealed with another master key", e);
        }
    }
}
