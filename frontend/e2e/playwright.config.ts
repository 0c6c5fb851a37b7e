import { defineConfig } from "@playwright/test";
import { BASE_URL, CHROMIUM, demo } from "./support/environment.ts";

/** The journeys of people through a running installation; `./run test` starts one and sets the environment. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  timeout: 300_000, // much more than anything takes: everything a journey meets runs on the same machine
  expect: { timeout: 40_000 },
  fullyParallel: true,
  workers: demo.companies.length, // each has one of its own
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    baseURL: BASE_URL,
    locale: "ru-RU",
    timezoneId: "Europe/Moscow",
    viewport: { width: 1280, height: 860 },
    ignoreHTTPSErrors: true,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
