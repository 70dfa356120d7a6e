package io.binnacle.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Puts the {@link QuerySet} to two servers that hold the same samples and tells, line by line, whether they answer the
 * same: what {@code benchmarks/queries} prints below its table.
 */
final class QueryComparison {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    private QueryComparison() {
    }

    /**
     * Arguments: our URL, our bearer token, the other's URL, start and end in epoch seconds, step in seconds. Start, end and
     * step should meet no sample: versions of Prometheus differ in whether a range holds its older end.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 6) {
            System.err.println("arguments: <url> <token> <other url> <start> <end> <step>");
            System.exit(2);
        }
        QueryComparison comparison = new QueryComparison();
        long start = Long.parseLong(arguments[3]);
        long end = Long.parseLong(arguments[4]);
        int step = Integer.parseInt(arguments[5]);
        int unequal = 0;
        System.out.println("| query | elements | points | elements that differ | greatest relative difference |");
        System.out.println("|---|---|---|---|---|");
        for (QuerySet.Question question : QuerySet.QUESTIONS) {
            String path = question.path(start, end, step);
            Answer ours = comparison.ask(arguments[0] + path, arguments[1]);
            Answer theirs = comparison.ask(arguments[2] + path, "");
            long differ = ours.elementsThatDiffer(theirs);
            double greatest = ours.greatestDifference(theirs);
            unequal += differ == 0 && greatest <= Answer.TOLERANCE ? 0 : 1;
            System.out.println(String.format(Locale.ROOT, "| %s | %d | %d | %d | %.1e |", question.name(),
                    ours.points().size(), ours.pointCount(), differ, greatest));
        }
        System.out.println(unequal == 0 ? "all answers are equal" : unequal + " answers differ");
        System.exit(unequal == 0 ? 0 : 1);
    }

    private Answer ask(String url, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(2));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(url + " answered " + answer.statusCode());
        }
        return Answer.of(JSON.readTree(answer.body()));
    }
}
