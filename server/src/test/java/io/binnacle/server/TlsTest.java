package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import io.binnacle.server.http.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port with a certificate of its own: one that the JDK's keytool makes. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static ServerRig rig;

    @TempDir
    static Path folder;

    private static Path certificate;
    private static Path key;
    private static KeyStore trusted;

    @BeforeAll
    static void makeCertificate() throws Exception {
        rig = new ServerRig();
        KeyStore store = selfSigned("server");
        certificate = pem("certificate.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
        key = pem("key.pem", "PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded());
        trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
    }

    @AfterAll
    static void closeServer() {
        rig.close();
    }

    private static KeyStore selfSigned(String alias) throws Exception {
        Path file = folder.resolve(alias + ".p12");
        Path log = folder.resolve(alias + ".log");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
                "-ext", "SAN=IP:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
                new String(PASSWORD)).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(keytool.waitFor()).as(() -> text(log)).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Path pem(String name, String label, byte[] der) throws IOException {
        return Files.writeString(folder.resolve(name), "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n");
    }

    private static HttpServer server(Path certificate, Path key) {
        Map<String, Source.Entry> flags = new HashMap<>();
        flags.put("server.listen", new Source.Entry("127.0.0.1:0", "test"));
        flags.put("server.tls.certificate", new Source.Entry(certificate.toString(), "test"));
        flags.put("server.tls.key", new Source.Entry(key.toString(), "test"));
        return new HttpServer(LoadedConfiguration.load(null, Map.of(), flags).configuration().server(), rig.routes,
                rig.wiring.access.signIn(), new SimpleMeterRegistry());
    }

    private static HttpClient client(KeyStore trusted, String protocol) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    @Test
    void theCertificateIsShownOverTls12And13AndTheBrowserIsToldToComeBackThatWay() throws Exception {
        try (HttpServer server = server(certificate, key)) {
            server.start();
            for (String protocol : new String[]{"TLSv1.2", "TLSv1.3"}) {
                try (HttpClient client = client(trusted, protocol)) {
                    HttpResponse<String> answer = get(client,
                            "https://127.0.0.1:" + server.port() + "/health/live");
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
                    assertThat(answer.headers().firstValue("strict-transport-security")).contains("max-age=31536000");
                }
            }
        }
    }

    @Test
    void nothingIsAnsweredWithoutTlsOrToSomebodyWhoDoesNotTrustIt() throws Exception {
        try (HttpServer server = server(certificate, key); HttpClient plain = HttpClient.newHttpClient()) {
            server.start();
            assertThatThrownBy(() -> get(plain, "http://127.0.0.1:" + server.port() + "/health/live"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(plain, "https://127.0.0.1:" + server.port() + "/health/live"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void filesThatWillNotDoAreNamed() throws Exception {
        Path none = folder.resolve("none.pem");
        assertThatThrownBy(() -> server(none, key)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("server.tls.certificate").hasMessageContaining("none.pem");
        assertThatThrownBy(() -> server(certificate, none)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("server.tls.key");
        Path noPem = Files.writeString(folder.resolve("text.pem"), "no key");
        assertThatThrownBy(() -> server(certificate, noPem)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("server.tls").hasMessageContaining("PKCS #8");
        Path other = pem("other.pem", "PRIVATE KEY", selfSigned("other").getKey("other", PASSWORD).getEncoded());
        assertThatThrownBy(() -> server(certificate, other)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("server.tls.key").hasMessageContaining("another key");
    }
}
