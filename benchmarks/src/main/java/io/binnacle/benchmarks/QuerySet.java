package io.binnacle.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The questions of a yardstick's {@code pqload}, so that two servers' answers can be compared and not only their speed. */
final class QuerySet {

    /** How a question is put. */
    enum Kind {
        INSTANT, RANGE, METADATA
    }

    /**
     * One question.
     *
     * @param text an expression; of metadata, a path
     * @param steps how many of the set's steps are one of the question's
     */
    record Question(String name, Kind kind, String text, int steps) {

        /** The path with its parameters, in seconds. */
        String path(long start, long end, int step) {
            return switch (kind) {
                case INSTANT -> "/api/v1/query?query=" + encoded(text) + "&time=" + end;
                case RANGE ->
                    "/api/v1/query_range?query=" + encoded(text) + "&start=" + start + "&end=" + end + "&step="
                            + step * steps;
                case METADATA -> text + (text.contains("?") ? "&" : "?") + "start=" + start + "&end=" + end;
            };
        }
    }

    static final List<Question> QUESTIONS = List.of(instant("q01_up", "up"),
            range("q02_sumrate_mode", "sum by (mode) (rate(node_cpu_seconds_total[5m]))", 1),
            range("q03_cpu_busy_by_host",
                    "100 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m])) * 100", 1),
            instant("q04_topk_cpu_inst",
                    "topk(10, sum by (instance) (rate(node_cpu_seconds_total{mode!=\"idle\"}[5m])))"),
            range("q05_hq99_service",
                    "histogram_quantile(0.99, sum by (le, service) (rate(http_request_duration_seconds_bucket[5m])))",
                    1),
            range("q06_join_group_left",
                    "sum by (node) (rate(container_cpu_usage_seconds_total[5m])"
                            + " * on (cluster, namespace, pod) group_left (node) kube_pod_info)",
                    1),
            range("q07_mem_ratio",
                    "1 - sum by (cluster) (node_memory_MemAvailable_bytes) / sum by (cluster) (node_memory_MemTotal_bytes)",
                    1),
            range("q08_regex_net",
                    "sum by (instance) (rate(node_network_receive_bytes_total{device=~\"eth.*|ens.*\","
                            + "instance=~\"host-0[0-4].*\"}[5m]))",
                    1),
            range("q09_topk_mem_pods",
                    "topk(5, sum by (namespace) (container_memory_working_set_bytes{container!=\"\"}))", 1),
            range("q10_subquery_max", "max_over_time((sum by (service) (rate(http_requests_total[5m])))[1h:5m])", 5),
            instant("q11_avg_over_4h", "avg_over_time(node_load1[4h])"),
            range("q12_quantile_ot_1h", "quantile_over_time(0.95, node_load5[1h])", 5),
            range("q13_error_ratio",
                    "sum by (service) (rate(http_requests_total{code=~\"5..\"}[5m]))"
                            + " / sum by (service) (rate(http_requests_total[5m]))",
                    1),
            range("q14_phase_count", "count by (namespace, phase) (kube_pod_status_phase == 1)", 1),
            instant("q15_predict_linear", "predict_linear(node_filesystem_avail_bytes[1h], 4*3600) < 1e9"),
            instant("q16_resets", "sum by (cluster) (resets(node_network_transmit_bytes_total[2h]))"),
            instant("q17_count_regex_name", "count by (__name__) ({__name__=~\"node_.*\"})"),
            range("q18_raw_one_pod", "container_memory_working_set_bytes{namespace=\"ns-3\",cluster=\"c4\"}", 1),
            new Question("m19_label_values", Kind.METADATA, "/api/v1/label/pod/values", 1),
            new Question("m20_series_host", Kind.METADATA,
                    "/api/v1/series?match[]=" + encoded("{instance=~\"host-00.*\"}"), 1));

    private QuerySet() {
    }

    private static Question instant(String name, String expression) {
        return new Question(name, Kind.INSTANT, expression, 1);
    }

    private static Question range(String name, String expression, int steps) {
        return new Question(name, Kind.RANGE, expression, steps);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
