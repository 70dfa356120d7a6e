package io.binnacle.telemetry.scrape.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.TlsSettings;
import io.binnacle.telemetry.scrape.fetch.Secret;

/** Who knows where a cluster is. Equal ones name the same. */
public sealed interface ClusterSource {

    /** @throws IOException with a message for people: it cannot be told now */
    ClusterAccess access() throws IOException;

    /** Told by the configuration itself. */
    record Told(ClusterAccess access) implements ClusterSource {}

    /** In a file as {@code kubectl} has it, in which the current context counts. */
    record InKubeconfig(Path file) implements ClusterSource {

        @Override
        public ClusterAccess access() throws IOException {
            return Kubeconfig.read(file);
        }
    }

    /**
     * The cluster in which Binnacle itself runs, asked as the service account of its pod. Its token is read anew for each
     * question, since the kubelet renews it.
     *
     * @param folder where the kubelet puts the account's files
     */
    record ServiceAccount(Path folder, URI server) implements ClusterSource {

        /** The name of the server by the cluster's own DNS, which its certificate always has. */
        public static final ServiceAccount OF_THIS_POD = new ServiceAccount(
                Path.of("/var/run/secrets/kubernetes.io/serviceaccount"), URI.create("https://kubernetes.default.svc"));

        @Override
        public ClusterAccess access() throws IOException {
            Path token = folder.resolve("token");
            if (!Files.isReadable(token)) {
                throw new IOException("no api_server and no kubeconfig_file is given, and " + token
                        + " cannot be read: Binnacle does not run in a pod with a service account");
            }
            Authorization bearer = new Authorization.Credentials("Bearer", Secret.in(token));
            TlsSettings tls = new TlsSettings(Secret.in(folder.resolve("ca.crt")), null, null, null, false, List.of());
            return new ClusterAccess(server, new HttpSettings(bearer, tls, null, List.of(), true, Map.of()));
        }

        /** The namespace of the pod. */
        public String namespace() throws IOException {
            String namespace = Files.readString(folder.resolve("namespace"), StandardCharsets.UTF_8).strip();
            if (namespace.isEmpty()) {
                throw new IOException(folder.resolve("namespace") + " is empty");
            }
            return namespace;
        }
    }
}
