package io.binnacle.telemetry.metric.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The two system calls that Java has no API for. Structure layouts are those of 64-bit Linux, the same for glibc and musl,
 * x86-64 and Arm. Safe for use by several threads.
 */
final class LinuxCalls implements FileSystemProbe.Sizer {

    /** struct statvfs is 112 bytes; more is given than any libc writes. */
    private static final long STATVFS_BYTES = 256;
    private static final long STATVFS_FRSIZE = 8;
    private static final long STATVFS_BLOCKS = 16;
    private static final long STATVFS_BFREE = 24;
    private static final long STATVFS_BAVAIL = 32;
    private static final long STATVFS_FILES = 40;
    private static final long STATVFS_FFREE = 48;

    /** struct timex is 208 bytes. modes (offset 0) stays 0: read, change nothing. */
    private static final long TIMEX_BYTES = 256;
    private static final long TIMEX_OFFSET = 8;
    private static final long TIMEX_STATUS = 40;
    private static final int STATUS_UNSYNCHRONISED = 0x0040;
    private static final int STATUS_NANOSECONDS = 0x2000;

    private final MethodHandle statvfs;
    private final MethodHandle adjtimex;

    /** @throws IllegalCallerException native access is denied to this process; or another failure of the linker */
    @SuppressWarnings("restricted") // the launcher grants native access
    LinuxCalls() {
        Linker linker = Linker.nativeLinker();
        this.statvfs = linker.downcallHandle(linker.defaultLookup().findOrThrow("statvfs"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        this.adjtimex = linker.downcallHandle(linker.defaultLookup().findOrThrow("adjtimex"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    /**
     * The kernel's view of its clock.
     *
     * @param offsetSeconds what is still to be corrected; meaningless unless synchronised
     */
    record KernelClock(boolean synchronised, double offsetSeconds) {}

    @Override
    public FileSystemSize size(String mountPoint) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(STATVFS_BYTES, 8);
            if ((int) statvfs.invokeExact(arena.allocateFrom(mountPoint), answer) != 0) {
                throw new IOException("statvfs fails for " + mountPoint);
            }
            long block = answer.get(JAVA_LONG, STATVFS_FRSIZE);
            return new FileSystemSize(answer.get(JAVA_LONG, STATVFS_BLOCKS) * block,
                    answer.get(JAVA_LONG, STATVFS_BFREE) * block, answer.get(JAVA_LONG, STATVFS_BAVAIL) * block,
                    answer.get(JAVA_LONG, STATVFS_FILES), answer.get(JAVA_LONG, STATVFS_FFREE));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("statvfs fails for " + mountPoint, e);
        }
    }

    KernelClock clock() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(TIMEX_BYTES, 8);
            if ((int) adjtimex.invokeExact(timex) < 0) {
                throw new IOException("adjtimex fails");
            }
            int status = timex.get(JAVA_INT, TIMEX_STATUS);
            double unit = (status & STATUS_NANOSECONDS) != 0 ? 1e-9 : 1e-6;
            return new KernelClock((status & STATUS_UNSYNCHRONISED) == 0, timex.get(JAVA_LONG, TIMEX_OFFSET) * unit);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("adjtimex fails", e);
        }
    }
}
