package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How right the machine's clock is: what the kernel says of its discipline, what an NTP server says where one is
 * configured, and whether the wall clock was set by hand (it moved otherwise than the time since boot).
 */
final class ClockProbe implements Probe {

    /** Asks the kernel. */
    interface Kernel {
        LinuxCalls.KernelClock clock() throws IOException;
    }

    /** Reading two clocks one after the other on a loaded machine differs by less; a leap second is more. */
    private static final double STEP_SECONDS_MIN = 0.5;

    private final InstantSource clock;
    private final DoubleSupplier secondsSinceBoot;
    private final Optional<Kernel> kernel;
    private final Optional<NtpServer> server;
    private double bootMoment = Double.NaN;

    /**
     * @param secondsSinceBoot runs on evenly, also while the machine sleeps; NaN when it cannot be read
     * @param kernel empty where the operating system says nothing
     */
    ClockProbe(InstantSource clock, DoubleSupplier secondsSinceBoot, Optional<Kernel> kernel,
            Optional<NtpServer> server) {
        this.clock = clock;
        this.secondsSinceBoot = secondsSinceBoot;
        this.kernel = kernel;
        this.server = server;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public boolean measure(Round round) throws IOException {
        step(round);
        server.ifPresent(ntp -> ntp.offsetSeconds().ifPresent(offset -> round.add("system_clock_offset_seconds", offset,
                "clock_reference", ntp.name())));
        if (kernel.isEmpty()) {
            return true;
        }
        LinuxCalls.KernelClock state = kernel.get().clock();
        round.add("system_clock_synchronized", state.synchronised() ? 1 : 0);
        if (state.synchronised() && server.isEmpty()) {
            round.add("system_clock_offset_seconds", state.offsetSeconds(), "clock_reference", "kernel");
        }
        return true;
    }

    private void step(Round round) {
        double moment = clock.millis() / 1000.0 - secondsSinceBoot.getAsDouble();
        double moved = moment - bootMoment;
        if (!Double.isNaN(moment)) {
            bootMoment = moment;
        }
        if (!Double.isNaN(moved)) {
            round.add("system_clock_step_seconds", Math.abs(moved) < STEP_SECONDS_MIN ? 0 : moved);
        }
    }
}
