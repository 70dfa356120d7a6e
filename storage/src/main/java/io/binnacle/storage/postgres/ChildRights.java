package io.binnacle.storage.postgres;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Conflict;

import org.jspecify.annotations.Nullable;

/**
 * How this process may run PostgreSQL's programs. PostgreSQL refuses root, and the server must die with its parent, also
 * when the parent is killed.
 *
 * <ul>
 * <li>Under root: in a user namespace that maps root to an ordinary user ({@code unshare}), where the files still belong
 * to root; where namespaces are forbidden (many containers), as that user ({@code setpriv}), to whom the files are given.
 * <li>Death: the kernel's parent-death signal ({@code setpriv --pdeathsig}), set after the namespace, because a change of
 * credentials clears it. It is tied to the thread that started the child. Where {@code setpriv} cannot do it (macOS,
 * BusyBox), a shell waits beside the server on a pipe that breaks when the parent dies.
 * <li>A terminal's Ctrl C goes to all processes of its group. The server is none of them ({@code setsid}): it must
 * outlive the requests that this process still answers. With the shell beside it, it is ended together with them.
 * </ul>
 *
 * @param prefix put before a program's command line
 * @param user to whom the files must belong; null when they stay with this process's own user
 * @param signalled whether the parent-death signal works
 */
record ChildRights(List<String> prefix, @Nullable User user, boolean signalled) {

    /** Runs its arguments beside a reader of its own input; when the input ends, the parent is dead. */
    private static final String WATCHING_SHELL = """
        exec 3<&0
        "$@" </dev/null &
        server=$!
        { read -r line <&3; kill -INT $server; } &
        reader=$!
        trap 'kill -INT $server' INT TERM
        wait $server; status=$?
        while kill -0 $server 2>/dev/null; do wait $server; status=$?; done
        kill $reader 2>/dev/null
        exit $status
        """;

    record User(int id, int group) {}

    ChildRights {
        prefix = List.copyOf(prefix);
    }

    /** What {@link #find} found; it does not change while this process lives. */
    private static final class Found {
        static final FutureTask<ChildRights> ONCE = new FutureTask<>(ChildRights::find);
    }

    /** As {@link #find}, which is asked once. */
    static ChildRights ofThisProcess() throws IOException {
        Found.ONCE.run();
        try {
            return Found.ONCE.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new BugException("rights of child processes", e);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Begins {@link #ofThisProcess} in a thread of its own. */
    static void lookAhead() {
        Thread.ofPlatform().daemon().name("postgres-rights").start(Found.ONCE);
    }

    static ChildRights find() throws IOException {
        boolean setpriv = Files.exists(Path.of("/proc/self"));
        if (!root()) {
            List<String> signalled = List.of("setpriv", "--pdeathsig", "INT");
            return setpriv && worksApart(signalled)
                    ? new ChildRights(signalled, null, true)
                    : new ChildRights(List.of(), null, false);
        }
        User user = ordinaryUser();
        List<String> mapped = List.of("unshare", "-U", "--map-user=" + user.id(), "--map-group=" + user.group());
        List<String> mappedAndSignalled = new ArrayList<>(mapped);
        mappedAndSignalled.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        if (worksApart(mappedAndSignalled)) {
            return new ChildRights(mappedAndSignalled, null, true);
        }
        List<String> changed = List.of("setpriv", "--reuid=" + user.id(), "--regid=" + user.group(),
                "--clear-groups");
        List<String> changedAndSignalled = new ArrayList<>(changed);
        changedAndSignalled.addAll(List.of("--pdeathsig", "INT"));
        if (worksApart(changedAndSignalled)) {
            return new ChildRights(changedAndSignalled, user, true);
        }
        if (works(mapped)) {
            return new ChildRights(mapped, null, false);
        }
        if (works(changed)) {
            return new ChildRights(changed, user, false);
        }
        throw new Conflict("PostgreSQL does not run as root, and neither unshare nor setpriv may change the user here."
                + " Start Binnacle as an ordinary user, or name a PostgreSQL by URL");
    }

    /** The command line of a program that ends by itself. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** The command line of a program that must end with this process. */
    List<String> bound(List<String> program) {
        if (signalled) {
            return command(apart(program));
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WATCHING_SHELL, "postgres-watch"));
        command.addAll(command(program));
        return command;
    }

    private static boolean root() throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.exists(self)) {
            return Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
        }
        Process id = new ProcessBuilder("id", "-u").start();
        return "0".equals(new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip());
    }

    /** One that has an entry in the user database, which initdb insists on. */
    private static User ordinaryUser() throws IOException {
        User found = new User(65534, 65534);
        int best = Integer.MAX_VALUE;
        List<String> preferred = List.of("postgres", "nobody");
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            int rank = fields.length < 4 || fields[2].equals("0") ? -1 : preferred.indexOf(fields[0]);
            if (rank >= 0 && rank < best) {
                best = rank;
                found = new User(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
            }
        }
        return found;
    }

    private static List<String> apart(List<String> program) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(program);
        return command;
    }

    private static boolean worksApart(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("setsid");
        return works(command);
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
