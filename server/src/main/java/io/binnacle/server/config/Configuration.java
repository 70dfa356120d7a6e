package io.binnacle.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured. A component is a key, a record in a component is a section: {@code server.listen}. A
 * setting is added here, with its sentence, and nowhere else.
 */
public record Configuration(Server server,
        @Setting(about = "Directory that holds everything Binnacle keeps; a relative one counts from the working directory", standard = "data") Path data,
        Database database, Session session, Samples samples, Promql promql, Intake intake, Scrape scrape,
        RemoteWrite remoteWrite, Host host,
        Discovery discovery, Estate estate,
        Rules rules, Incidents incidents,
        Log log) {

    /** How people and programs reach Binnacle. */
    public record Server(
            @Setting(about = "Address and port to accept connections on; anything but a loopback address opens Binnacle to the network", standard = "127.0.0.1:8686") ListenAddress listen,
            @Setting(about = "URL under which people reach Binnacle, when a proxy or a name stands before it") @Nullable URI publicUrl,
            Tls tls, Limits limits) {}

    /** TLS on the port; both or neither. */
    public record Tls(
            @Setting(about = "PEM file with the certificate, followed by its chain") @Nullable Path certificate,
            @Setting(about = "PEM file with the private key (PKCS #8, without a password)") @Nullable Path key) {

        public boolean enabled() {
            return certificate != null;
        }
    }

    /** Bounds that protect the server from too much of anything. */
    public record Limits(
            @Setting(about = "Largest request body", standard = "1MiB", min = 1024, max = 1L << 30) ByteSize bodyMax,
            @Setting(about = "Largest request header, all lines together", standard = "16KiB", min = 4096, max = 1L << 20) ByteSize headerMax,
            @Setting(about = "Longest time for one request, from its first byte to its answer", standard = "30s", min = 1, max = 3600) Duration requestTime,
            @Setting(about = "After this time without a byte a connection is closed", standard = "60s", min = 1, max = 3600) Duration idleTime,
            @Setting(about = "Connections open at once; further ones are closed", standard = "1024", min = 16, max = 100_000) int connectionsMax,
            @Setting(about = "Requests under way at once; further ones are answered 503", standard = "256", min = 4, max = 10_000) int requestsMax,
            @Setting(about = "Live-update streams open at once, one a browser tab; further ones are answered 429", standard = "200", min = 1, max = 10_000) int streamsMax) {}

    /** The PostgreSQL that keeps the state. */
    public record Database(
            @Setting(about = "JDBC URL of a PostgreSQL 15 or later; without it Binnacle runs its own inside the data directory") @Nullable String url,
            @Setting(about = "User to sign in to that PostgreSQL as") @Nullable String user,
            @Setting(about = "Password of that user", secret = true) @Nullable String password,
            @Setting(about = "Directory for the programs of Binnacle's own PostgreSQL, which several data directories may share; without it they are in the data directory") @Nullable Path runtime) {}

    /** How long people stay signed in. */
    public record Session(
            @Setting(about = "A session ends after this time without a request", standard = "8h", min = 60, max = 31_536_000) Duration idle,
            @Setting(about = "A session ends after this time in any case", standard = "7d", min = 60, max = 31_536_000) Duration absolute) {}

    /** The store of metrics. */
    public record Samples(
            @Setting(about = "How long samples are kept", standard = "90d", min = 600, max = 315_360_000) Duration retention,
            @Setting(about = "How long points of five minutes are kept; at least as long as the samples", standard = "365d", min = 600, max = 3_153_600_000L) Duration retention5m,
            @Setting(about = "How long points of an hour are kept; at least as long as the samples", standard = "1825d", min = 600, max = 3_153_600_000L) Duration retention1h,
            @Setting(about = "Disk space for samples; beyond it the oldest go, then the oldest points", standard = "1024GiB", min = 1 << 20, max = 1L << 50) ByteSize bytesMax,
            @Setting(about = "Time series with samples at most; samples of further ones are refused and counted", standard = "2000000", min = 100, max = 100_000_000) int seriesMax,
            @Setting(about = "What an acknowledged sample survives: interval, a killed process, and a power cut but for the last 100 ms; fsync, any power cut", standard = "interval") Durability durability,
            @Setting(about = "How much older than the newest sample of its series a sample may be", standard = "1h", min = 0, max = 31_536_000) Duration outOfOrderWindow,
            @Setting(about = "Samples in memory before they are written to a block, or eight of each series where those are more; some 5 bytes each, 200 bytes a series at least; a start reads as many again", standard = "1048576", min = 1000, max = 100_000_000) int headMax,
            @Setting(about = "Snapshots of the samples that are kept at once; further ones are refused until one is deleted", standard = "10", min = 1, max = 1000) int snapshotsMax,
            Tenant tenant, Remote remote) {

        /** Another server that keeps the samples, when one machine is not enough. */
        public record Remote(
                @Setting(about = "Another server that keeps the samples, too and for longer: the address before /api/v1 of a Prometheus, VictoriaMetrics, Mimir or another that speaks its interfaces; without one all samples are here alone") @Nullable URI url,
                @Setting(about = "Where that server takes remote write; /api/v1/write below its address unless told otherwise") @Nullable URI writeUrl,
                @Setting(about = "How its samples are read: remote_read, as they are stored, native histograms too; query, by its query API, for servers without remote read, such as VictoriaMetrics", standard = "remote_read") Read read,
                @Setting(about = "YAML file that says how the server is asked, in the words of Prometheus' HTTP clients: basic_auth, authorization, oauth2, tls_config, proxy_url, http_headers") @Nullable Path httpFile,
                @Setting(about = "Label that all series get there, name=value, by which they are told from those of others; two Binnacles need different ones", standard = "binnacle=default") String label,
                @Setting(about = "What is no older is answered from here alone, as long as samples.retention keeps it", standard = "2h", min = 60, max = 31_536_000) Duration recent,
                @Setting(about = "How long that server keeps samples; what is older is not asked for", standard = "3650d", min = 600, max = 3_153_600_000L) Duration retention) {

            public enum Read {
                REMOTE_READ, QUERY
            }
        }

        /** What one tenant may have: those who send with API tokens of one name. */
        public record Tenant(
                @Setting(about = "Time series that one tenant, an API token, may have active: with a sample within the last hour; samples of further ones are refused and counted", standard = "1000000", min = 1, max = 100_000_000) int seriesMax,
                @Setting(about = "Time series that one tenant may create within an hour; samples of further ones are refused and counted", standard = "1000000", min = 1, max = 100_000_000) int newSeriesPerHourMax) {}

        public enum Durability {
            INTERVAL, FSYNC
        }
    }

    /** Queries of metrics. */
    public record Promql(
            @Setting(about = "Experimental parts of PromQL to enable, separated by commas, by the names of Prometheus' --enable-feature: promql-experimental-functions, promql-duration-expr, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, type-and-unit-labels, use-start-timestamps") @Nullable String features,
            @Setting(about = "Longest time for one query", standard = "2m", min = 1, max = 3600) Duration timeout,
            @Setting(about = "Time series that one selector of a query may match", standard = "200000", min = 1, max = 100_000_000) int seriesMax,
            @Setting(about = "Samples that one query may hold in memory at once; queries that need more are refused, with this limit in the answer", standard = "50000000", min = 1000, max = 1_000_000_000) int samplesMax,
            @Setting(about = "Queries that take longer are written to the log, with what they read", standard = "10s", min = 0, max = 3600) Duration slowAfter) {}

    /** What other programs send. */
    public record Intake(
            @Setting(about = "Largest body, as it is sent: compressed", standard = "4MiB", min = 1024, max = 1L << 28) ByteSize bodyMax,
            @Setting(about = "Largest body after decompression", standard = "16MiB", min = 1024, max = 1L << 30) ByteSize decompressedMax,
            @Setting(about = "Bodies held at once, all together; senders of further ones wait a moment, then are answered 429", standard = "32MiB", min = 1024, max = 1L << 34) ByteSize bodiesMax) {}

    /** Fetching metrics from other programs. */
    public record Scrape(
            @Setting(about = "Prometheus configuration, such as prometheus.yml, whose scrape_configs are scraped, whose rule_files are evaluated and to whose remote_write samples are written; a change of it counts within seconds") @Nullable Path prometheusFile,
            @Setting(about = "What targets answer, held at once, all together; scrapes beyond it fail", standard = "256MiB", min = 1 << 20, max = 1L << 34) ByteSize bodiesMax) {}

    /** Writing to other systems. */
    public record RemoteWrite(
            @Setting(about = "Disk space that samples may take which one destination of remote_write has not taken yet; beyond it the oldest fall off, counted and told", standard = "8GiB", min = 1 << 20, max = 1L << 44) ByteSize behindMax) {}

    /** Measuring the machine that Binnacle runs on. */
    public record Host(
            @Setting(about = "NTP server to compare the clock with; without one nobody is asked, and the time service's own estimate counts") @Nullable ServerAddress ntpServer) {}

    /** Finding out what exists. */
    public record Discovery(
            @Setting(about = "Whether Binnacle discovers the machine that it runs on", standard = "true") boolean enabled,
            @Setting(about = "Time from the start of one discovery to that of the next", standard = "5m", min = 10, max = 604_800) Duration interval) {}

    /** The estate: items, their relations, and their past. */
    public record Estate(
            @Setting(about = "How long the past of items and relations is kept, and the list of their changes", standard = "400d", min = 86_400, max = 3_153_600_000L) Duration historyRetention) {}

    /** Alert rules. */
    public record Rules(
            @Setting(about = "Directory with YAML files of your own rules; one with the id of a shipped rule changes single keys of it") @Nullable Path directory,
            @Setting(about = "Time from one evaluation of the rules to the next", standard = "10s", min = 1, max = 3600) Duration evaluationInterval,
            Prometheus prometheus) {

        /** Rule files of Prometheus. */
        public record Prometheus(
                @Setting(about = "Rule files of Prometheus: files, patterns such as /etc/prometheus/rules/*.yml, and directories, separated by commas") @Nullable String files,
                @Setting(about = "Time from one evaluation to the next of groups that say none, and from step to step of subqueries that say none; without it that of scrape.prometheusFile's global.evaluation_interval, else 1m", min = 1, max = 86_400) @Nullable Duration evaluationInterval,
                @Setting(about = "How far in the past groups are evaluated that say none: as long as samples take to come", standard = "0s", min = 0, max = 86_400) Duration queryOffset,
                @Setting(about = "What templates know as $externalLabels: name=value, separated by commas") @Nullable String externalLabels) {}
    }

    /** Incidents. */
    public record Incidents(
            @Setting(about = "Whether an incident resolves by itself when its last alert does", standard = "true") boolean resolveWithLastAlert,
            @Setting(about = "An alert that fires within this time after its item's incident resolved by itself opens the same incident again", standard = "15m", min = 0, max = 86_400) Duration reopenWithin) {}

    /** The log, on standard error. */
    public record Log(
            @Setting(about = "The least severe lines that are written", standard = "info") Level level,
            @Setting(about = "How a line is written: logfmt for people and machines, json for machines", standard = "logfmt") Format format) {

        public enum Level {
            ERROR, WARN, INFO, DEBUG, TRACE
        }

        public enum Format {
            LOGFMT, JSON
        }
    }
}
