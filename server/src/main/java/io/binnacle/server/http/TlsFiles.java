package io.binnacle.server.http;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

import com.linecorp.armeria.common.TlsKeyPair;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.config.Configuration;
import org.jspecify.annotations.Nullable;

/** The certificate and the key that the settings name, checked before the port opens. */
final class TlsFiles {

    private static final byte[] CHALLENGE = {1, 2, 3};

    private TlsFiles() {
    }

    /** @throws InvalidInput that names the setting when a file cannot be read or is no PEM, or when the two do not belong together */
    static TlsKeyPair read(Configuration.Tls settings) {
        File certificate = readable("server.tls.certificate", settings.certificate());
        File key = readable("server.tls.key", settings.key());
        TlsKeyPair pair;
        try {
            pair = TlsKeyPair.of(key, certificate);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("server.tls", "a PEM certificate and its PKCS #8 key",
                    String.valueOf(e.getMessage()));
        }
        if (!belong(pair.privateKey(), pair.certificateChain().getFirst().getPublicKey())) {
            throw new InvalidInput("server.tls.key", "the key of the certificate", "another key");
        }
        return pair;
    }

    private static File readable(String key, @Nullable Path file) {
        if (file == null || !Files.isReadable(file)) {
            throw new InvalidInput(key, "a file that can be read", String.valueOf(file));
        }
        return file.toFile();
    }

    /** Whether what the one signs the other verifies. */
    private static boolean belong(PrivateKey key, PublicKey certified) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(CHALLENGE);
            byte[] signed = signer.sign();
            signer.initVerify(certified);
            signer.update(CHALLENGE);
            return signer.verify(signed);
        } catch (GeneralSecurityException e) {
            // A key of another kind than the certificate's.
            return false;
        }
    }
}
