package io.binnacle.cmdb.discovery.host;

import java.time.Instant;
import java.util.List;

/**
 * A process as /proc shows it.
 *
 * @param executable absolute path; "" when it may not be read
 * @param arguments the command line with the program first; some programs write a title into it
 * @param user name, or the number where /etc/passwd does not name it
 * @param unit systemd service that it belongs to; "" for none
 * @param container short id of its container; "" for none
 * @param readable whether its open files, so its sockets, could be read
 */
record RunningProcess(int pid, int parent, String command, String executable, List<String> arguments, int uid,
        String user, Instant startedAt, String workingDirectory, String unit, String container, boolean readable) {

    /** Base name of the executable, or what the process calls itself where the executable may not be read. */
    String program() {
        String path = executable;
        if (path.isEmpty()) {
            String first = arguments.isEmpty() ? "" : arguments.getFirst();
            // A title such as "nginx: master process" is no path.
            path = first.startsWith("/") ? first.split(" ", 2)[0] : command;
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String commandLine() {
        return String.join(" ", arguments);
    }
}
