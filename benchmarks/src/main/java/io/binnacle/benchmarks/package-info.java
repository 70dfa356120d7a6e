/**
 * Loads of our own making, and microbenchmarks. Nothing here is part of the program.
 *
 * <p>{@link io.binnacle.benchmarks.Enterprise} is an estate of configuration items, which
 * {@link io.binnacle.benchmarks.EstateComparison} loads and asks about, for {@code benchmarks/estate}.
 *
 * <p>{@link io.binnacle.benchmarks.Estate} is what the data are about: machines with series of the kinds that machines
 * have, the same for the same seed. {@link io.binnacle.benchmarks.RemoteWriteLoad} sends them to whatever speaks remote
 * write; the command {@code benchmarks/remote-write} runs it against Binnacle and its peers and measures them.
 * {@link io.binnacle.benchmarks.QueryComparison} tells whether two of them answer the {@link io.binnacle.benchmarks.QuerySet} alike,
 * for {@code benchmarks/queries}. {@link io.binnacle.benchmarks.CrashLoad} kills the program meanwhile and counts what is lost; {@code benchmarks/crash} runs
 * it. Classes named {@code …Benchmark} are run by JMH.
 */
@NullMarked
package io.binnacle.benchmarks;

import org.jspecify.annotations.NullMarked;
