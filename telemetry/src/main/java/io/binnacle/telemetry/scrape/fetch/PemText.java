package io.binnacle.telemetry.scrape.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM. */
final class PemText {

    private static final Pattern BLOCK = Pattern
            .compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");
    /** Version 0, then the algorithm rsaEncryption without parameters. */
    private static final byte[] RSA_HEAD = {2, 1, 0, 48, 13, 6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1,
            1, 1, 5, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private PemText() {
    }

    /** At least one. */
    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            if (blocks.group(1).endsWith("CERTIFICATE")
                    && factory.generateCertificate(
                            new ByteArrayInputStream(der(blocks))) instanceof X509Certificate one) {
                found.add(one);
            }
        }
        if (found.isEmpty()) {
            throw new GeneralSecurityException("no certificate in PEM");
        }
        return found;
    }

    /** PKCS #8 of any kind, or PKCS #1 of RSA; not encrypted. */
    static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            switch (blocks.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8(der(blocks));
                }
                case "RSA PRIVATE KEY" -> {
                    return pkcs8(wrapped(SEQUENCE, joined(RSA_HEAD, wrapped(OCTETS, der(blocks)))));
                }
                default -> {
                    // A certificate in the same file.
                }
            }
        }
        throw new GeneralSecurityException("no private key in PEM (PKCS #8, or RSA's own, without a password)");
    }

    private static byte[] der(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2).getBytes(StandardCharsets.US_ASCII));
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // Of another kind.
            }
        }
        throw new GeneralSecurityException("a private key of no known kind");
    }

    /** As DER writes a value: its tag, its length, itself. */
    private static byte[] wrapped(int tag, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (value.length < 0x80) {
            out.write(value.length);
        } else {
            out.write(0x82);
            out.write(value.length >>> 8);
            out.write(value.length);
        }
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
