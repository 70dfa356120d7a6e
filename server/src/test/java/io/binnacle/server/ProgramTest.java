package io.binnacle.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The command line and the life of the process, as a shell sees them. */
class ProgramTest {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    private ServerProcess.Ended run(String... arguments) throws IOException, InterruptedException {
        return ServerProcess.run(folder, Map.of(), "", arguments);
    }

    @Test
    void aWrongArgumentIsOneLineAndTwo() throws Exception {
        ServerProcess.Ended ended = run("--lisen", "127.0.0.1:0");
        assertThat(ended.code()).isEqualTo(Main.WRONG_INPUT);
        assertThat(ended.err().lines().toList()).hasSize(2).first().asString().contains("--lisen");
        assertThat(ended.err()).contains("--listen");
        ServerProcess.Ended unknown = run("sreve");
        assertThat(unknown.code()).isEqualTo(Main.WRONG_INPUT);
        assertThat(unknown.err()).contains("sreve").contains("serve");
    }

    @Test
    void everyErrorOfTheConfigurationIsSaidAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), """
            server:
              lissen: 127.0.0.1:0
            samples:
              retention: soon
            """);
        for (String command : List.of("serve", "config check", "user list")) {
            ServerProcess.Ended ended = run((command + " --config " + file).split(" "));
            assertThat(ended.code()).as(command).isEqualTo(Main.WRONG_INPUT);
            assertThat(ended.err().lines().toList()).as(command).hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains("server.lissen").contains("server.listen"))
                    .anySatisfy(line -> assertThat(line).contains("samples.retention").contains("soon"));
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void secretsAreNotPrinted() throws Exception {
        ServerProcess.Ended printed = ServerProcess.run(folder, Map.of("BINNACLE_DATABASE_PASSWORD", "hunter22"), "",
                "config", "print", "--set", "database.url=jdbc:postgresql://db/x?user=u&password=hunter23&ssl=true");
        assertThat(printed.code()).isEqualTo(Main.DONE);
        assertThat(printed.out()).contains("database.password").contains("BINNACLE_DATABASE_PASSWORD")
                .contains("ssl=true").doesNotContain("hunter");
        ServerProcess.Ended wrong = run("config", "print", "--set", "database.url=postgresql://u:hunter24@db/x");
        assertThat(wrong.code()).isEqualTo(Main.WRONG_INPUT);
        assertThat(wrong.err()).contains("database.url").contains("jdbc:postgresql:").doesNotContain("hunter");
    }

    @Test
    void commandsWorkBesideAServerAndWithoutOne() throws Exception {
        Path data = folder.resolve("data");
        String[] list = {"user", "list", "--data", data.toString()};
        String secret;
        try (ServerProcess server = ServerProcess.serve(data)) {
            ServerProcess.Ended added = ServerProcess.run(folder, Map.of(), ApiClient.PASSWORD + "\n", "user", "add",
                    "eve",
                    "--role", "operator", "--data", data.toString());
            assertThat(added).isEqualTo(new ServerProcess.Ended(Main.DONE, "Made eve, operator.\n", ""));
            secret = run("token", "create", "ci", "--permission", "user:read", "--data", data.toString()).out().strip();
            try (ApiClient client = new ApiClient(server.url(), secret)) {
                assertThat(client.get("users").text("/items/0/name")).isEqualTo("eve");
            }
            assertThat(run(list).out()).contains("eve");
            ServerProcess.Ended second = run("serve", "--data", data.toString(), "--listen", "127.0.0.1:0");
            assertThat(second.code()).isEqualTo(Main.NOT_POSSIBLE);
            assertThat(second.err().lines().toList()).hasSize(1).first().asString().contains("is in use by process ")
                    .contains(data.toString());
        }
        assertThat(run(list)).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(Main.DONE);
            assertThat(ended.out()).contains("eve");
        });
        ServerProcess.Ended twice = ServerProcess.run(folder, Map.of(), ApiClient.PASSWORD + "\n", "user", "add", "eve",
                "--role", "viewer", "--data", data.toString());
        assertThat(twice.code()).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(twice.err().lines().toList()).hasSize(1).first().asString().contains("eve");
    }

    @Test
    void aPortInUseIsOneLineAndThree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerProcess.Ended ended = run("serve", "--data", folder.resolve("data").toString(), "--listen",
                    "127.0.0.1:" + taken.getLocalPort());
            assertThat(ended.code()).isEqualTo(Main.WORLD);
            assertThat(ended.err().lines().filter(line -> !line.startsWith("time=")).toList()).hasSize(1).first()
                    .asString()
                    .contains("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void toldToEndItAnswersWhatIsUnderWayFirst() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.serve(data)) {
            String token = ApiClient.setUp(server);
            List<ProcessHandle> database = server.database();
            URI url = URI.create(server.url());
            try (Socket stream = connect(url, "GET /api/v1/stream", token, "");
                    Socket write = connect(url, "POST /api/v1/incidents", token,
                            "Content-Length: 45\r\nExpect: 100-continue\r\n")) {
                InputStream events = stream.getInputStream();
                assertThat(readUntil(events, "event: hello")).contains("200 OK");
                // The server has the request, and waits for its body.
                assertThat(readUntil(write.getInputStream(), "\r\n\r\n")).contains("100 Continue");
                send(write, "{\"title\":\"Under way\",");
                server.terminate();
                // Live updates end first, so that the end of this one says that the server has begun to end.
                assertThat(readUntil(events, "\r\n0\r\n\r\n")).isNotEmpty();
                send(write, "\"severity\":\"major\"     }");
                assertThat(readUntil(write.getInputStream(), "INC-1")).contains("201 Created");
            }
            assertThat(server.awaitEnd()).isEqualTo(TERMINATED);
            ServerProcess.awaitGone(database);
            assertThat(server.errors()).doesNotContain("level=warn").doesNotContain("level=error");
        }
    }

    private static Socket connect(URI url, String request, String token, String header) throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        send(socket, request + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\n" + header + "\r\n");
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (text.indexOf(end) >= 0) {
                return text.toString();
            }
        }
        throw new AssertionError("ended without \"" + end + "\": " + text);
    }
}
