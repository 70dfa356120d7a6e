import { defineConfig } from "vitest/config";

/** Breaks this machine on purpose, which every program on it would see. */
const ALONE = "first-watch.e2e.ts";

export default defineConfig({
  test: {
    root: import.meta.dirname,
    bail: 1,
    reporters: ["default", "junit"],
    projects: [
      {
        extends: true,
        test: { name: "faults", include: [ALONE], maxWorkers: 1 },
      },
      {
        // Most of the time is spent waiting, so two files share it; each has a program and a browser of its own.
        extends: true,
        test: { name: "pages", include: ["**/*.e2e.ts"], exclude: [ALONE], maxWorkers: 2 },
      },
    ],
    environment: "node",
    // One story on one program: the steps of a file follow each other.
    sequence: { concurrent: false },
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
