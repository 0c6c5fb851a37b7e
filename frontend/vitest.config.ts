import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import viteConfig from "./vite.config.ts";

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      environment: "happy-dom",
      setupFiles: ["src/testing/setup.ts"],
      include: ["src/**/*.test.{ts,tsx}"],
      restoreMocks: true,
      css: false,
      testTimeout: 30_000,
      // One document for all files: each test cleans up after itself, and starting anew for each file takes ten times as long.
      isolate: false,
      pool: "threads",
      maxWorkers: 1,
    },
  }),
);
