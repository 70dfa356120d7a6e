package io.binnacle.telemetry.scrape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates of the tests' own making, signed by themselves. */
public final class TestCertificate {

    static final String PASSWORD = "password";

    private TestCertificate() {
    }

    /** A key and its certificate for those names, such as {@code dns:localhost}. */
    static KeyStore keys(Path folder, String alias, String names) throws Exception {
        Path file = folder.resolve(alias + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias,
                "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=" + alias, "-validity", "2", "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", PASSWORD, "-ext", "san=" + names)).inheritIO().start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES) && keytool.exitValue() == 0).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    /** Writes the certificate as {@code alias.crt}. */
    static Path write(Path folder, KeyStore keys, String alias) throws Exception {
        return Files.writeString(folder.resolve(alias + ".crt"),
                pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()));
    }

    static KeyManager[] managers(KeyStore keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    /** What a server of that name needs; its certificate is written as {@code alias.crt}. */
    public static SSLContext server(Path folder, String alias, String names) throws Exception {
        KeyStore keys = keys(folder, alias, names);
        write(folder, keys, alias);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers(keys), null, null);
        return context;
    }
}
