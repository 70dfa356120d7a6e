package io.binnacle.operations.notification.webhook;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.binnacle.operations.notification.Notification;
import io.binnacle.operations.notification.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (WebhookChannel webhook = new WebhookChannel(Duration.ofSeconds(10))) {
            Outcome outcome = webhook.deliver(new Notification(UUID.randomUUID(), "ops",
                    "https://127.0.0.1:" + server.getAddress().getPort() + "/", "test", null, "{}",
                    List.of(webhook.newSecret()), Instant.EPOCH));
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.error()).startsWith("TLS: ").contains("certification path"));
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    /** By the JDK's own keytool, which is the only way without a library. */
    private SSLContext selfSigned() throws Exception {
        Path file = directory.resolve("receiver.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keystore", file.toString(), "-storepass", new String(PASSWORD), "-alias", "receiver",
                "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "SAN=ip:127.0.0.1").redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
