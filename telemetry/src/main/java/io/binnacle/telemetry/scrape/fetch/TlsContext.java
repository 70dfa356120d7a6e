package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import io.binnacle.telemetry.scrape.fetch.HttpSettings.TlsSettings;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context that settings describe. */
final class TlsContext {

    private static final int SAN_DNS = 2;
    private static final int SAN_ADDRESS = 7;

    private TlsContext() {
    }

    static SSLContext of(TlsSettings settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings), new TrustManager[]{trust(settings)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static javax.net.ssl.KeyManager @Nullable [] keys(TlsSettings settings)
            throws GeneralSecurityException, IOException {
        Secret certificate = settings.certificate();
        Secret key = settings.key();
        if (certificate == null || key == null) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<X509Certificate> chain = PemText.certificates(certificate.read());
        store.setKeyEntry("client", PemText.key(key.read()), new char[0], chain.toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static TrustManager trust(TlsSettings settings) throws GeneralSecurityException, IOException {
        if (settings.skipVerify()) {
            return new Trust(null, null);
        }
        KeyStore store = null;
        Secret authorities = settings.authorities();
        if (authorities != null) {
            store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (X509Certificate authority : PemText.certificates(authorities.read())) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager usual) {
                return settings.serverName() == null ? usual : new Trust(usual, settings.serverName());
            }
        }
        throw new GeneralSecurityException("no trust manager");
    }

    /** Trusts whom the usual one trusts, but asks the certificate for another name than the host's; or trusts everybody. */
    private static final class Trust extends X509ExtendedTrustManager {

        private final @Nullable X509TrustManager usual;
        private final @Nullable String serverName;

        Trust(@Nullable X509TrustManager usual, @Nullable String serverName) {
            this.usual = usual;
            this.serverName = serverName;
        }

        private void check(X509Certificate[] chain, String authType) throws CertificateException {
            X509TrustManager asked = usual;
            String name = serverName;
            if (asked != null && name != null) {
                asked.checkServerTrusted(chain, authType);
                if (!hasName(chain[0], name)) {
                    throw new CertificateException("the certificate is not one of " + name);
                }
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Among its alternative names, of which the first part may be an asterisk. */
    private static boolean hasName(X509Certificate certificate, String wanted) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        String name = wanted.toLowerCase(Locale.ROOT);
        for (List<?> one : names == null ? List.<List<?>>of() : names) {
            String text = String.valueOf(one.get(1)).toLowerCase(Locale.ROOT);
            boolean wild = text.startsWith("*.") && name.indexOf('.') > 0
                    && name.substring(name.indexOf('.')).equals(text.substring(1));
            boolean known = one.get(0).equals(SAN_DNS) || one.get(0).equals(SAN_ADDRESS);
            if (known && (text.equals(name) || wild)) {
                return true;
            }
        }
        return false;
    }
}
