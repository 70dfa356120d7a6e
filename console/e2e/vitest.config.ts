import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.e2e.ts"],
    environment: "node",
    // One story on one program: the steps follow each other.
    sequence: { concurrent: false },
    fileParallelism: false,
    bail: 1,
    testTimeout: 180_000,
    hookTimeout: 300_000,
    reporters: ["default", ["junit", { outputFile: "../target/surefire-reports/TEST-e2e.xml" }]],
  },
});
