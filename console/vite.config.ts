/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.BINNACLE_URL ?? "http://127.0.0.1:8686";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    outDir: "target/classes/console",
    emptyOutDir: true,
    manifest: true,
    // The content security policy allows no inline data: every asset is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
  },
  server: {
    port: 5173,
    proxy: { "/api": { target: server, changeOrigin: true }, "/health": server },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "node",
    // What a test changes outside of itself it puts back; loading everything anew for each file took ten times as long.
    pool: "threads",
    isolate: false,
    reporters: ["default", ["junit", { outputFile: "target/surefire-reports/TEST-console.xml" }]],
  },
});
