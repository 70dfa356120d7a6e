package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.binnacle.cmdb.ObservedItem.ItemRef;

/** The services of systemd, where it runs the machine. */
final class ServiceSurvey {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HostFiles files;
    private final Commands commands;

    ServiceSurvey(HostFiles files, Commands commands) {
        this.files = files;
        this.commands = commands;
    }

    /** Returns the units, for the applications; none where systemd does not run. */
    List<SystemdUnits.Unit> run(Findings findings) {
        // sd_booted(3): this directory exists exactly where systemd is the init system.
        if (!files.exists("/run/systemd/system")) {
            findings.complete("system_service");
            return List.of();
        }
        try {
            List<SystemdUnits.Unit> units = SystemdUnits.parse(commands.run(SystemdUnits.COMMAND, TIMEOUT));
            units.forEach(unit -> add(findings, unit));
            findings.complete("system_service");
            return units;
        } catch (IOException e) {
            findings.problem("systemd's services could not be read: " + e.getMessage());
            return List.of();
        }
    }

    /** Per-connection instances of a template come and go with their connections; they are no services. */
    private static void add(Findings findings, SystemdUnits.Unit unit) {
        boolean passing = unit.name().matches(".*@\\d+-[\\d.:a-f-]+\\.service") || unit.fileState().equals("transient");
        if (passing) {
            return;
        }
        Findings.Values values = new Findings.Values()
                .text("unit", unit.name())
                .text("description", unit.description())
                .text("enabled", unit.fileState())
                .text("state", unit.activeState())
                .text("sub_state", unit.subState())
                .text("type", unit.type())
                .positive("main_pid", unit.mainPid())
                .text("unit_file", unit.file());
        String name = unit.name().replaceFirst("\\.service$", "");
        ItemRef ref = findings.item("system_service", findings.key(unit.name()), name, values);
        findings.relation(ref, "runs_on", findings.server());
    }
}
