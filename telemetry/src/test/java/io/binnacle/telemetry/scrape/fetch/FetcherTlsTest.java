package io.binnacle.telemetry.scrape.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.TlsSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks a server with a certificate of its own making, which asks for ours. */
class FetcherTlsTest {

    @TempDir
    private Path folder;
    @SuppressWarnings("NullAway.Init")
    private HttpsServer server;
    private boolean demandsCertificate;

    @BeforeEach
    void start() throws Exception {
        KeyStore own = TestCertificate.keys(folder, "server", "dns:other.example");
        KeyStore client = TestCertificate.keys(folder, "client", "dns:client");
        TestCertificate.write(folder, own, "server");
        TestCertificate.write(folder, client, "client");
        Files.writeString(folder.resolve("client.key"),
                TestCertificate.pem("PRIVATE KEY",
                        client.getKey("client", TestCertificate.PASSWORD.toCharArray()).getEncoded()));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.getCertificate("client"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(TestCertificate.managers(own), trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(demandsCertificate);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Secret in(String name) {
        return Secret.in(folder.resolve(name));
    }

    private String fetch(TlsSettings tls) throws IOException {
        HttpSettings settings = new HttpSettings(null, tls, null, List.of(), true, Map.of());
        FetchMemory memory = new FetchMemory(1 << 20, new SimpleMeterRegistry());
        URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (Fetcher fetcher = new Fetcher(settings, memory);
                Fetched body = fetcher
                        .fetch(new Fetcher.Question(uri, Map.of(), Duration.ofSeconds(20), true, 1000, 0))) {
            return new String(body.bytes(), 0, body.size(), StandardCharsets.UTF_8);
        }
    }

    private static TlsSettings tls(@Nullable Secret authorities, @Nullable String serverName, boolean skip) {
        return new TlsSettings(authorities, null, null, serverName, skip, List.of());
    }

    @Test
    void aServerIsTrustedByItsAuthorityAndName() throws IOException {
        assertThatThrownBy(() -> fetch(TlsSettings.USUAL)).isInstanceOf(IOException.class);
        assertThat(fetch(tls(in("server.crt"), "other.example", false))).isEqualTo("ok");
        assertThatThrownBy(() -> fetch(tls(in("server.crt"), "third.example", false)))
                .hasMessageContaining("not one of third.example");
        assertThatThrownBy(() -> fetch(tls(in("server.crt"), null, false))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> fetch(tls(in("client.crt"), "other.example", false))).isInstanceOf(IOException.class);
        assertThat(fetch(tls(null, null, true))).isEqualTo("ok");
    }

    @Test
    void whoAsksMayShowACertificate() throws IOException {
        demandsCertificate = true;
        assertThatThrownBy(() -> fetch(tls(null, null, true))).isInstanceOf(IOException.class);
        assertThat(fetch(new TlsSettings(null, in("client.crt"), in("client.key"), null, true, List.of("TLSv1.3"))))
                .isEqualTo("ok");
    }
}
