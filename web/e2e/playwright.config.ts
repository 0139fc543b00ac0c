/**
 * Drives the real program with a real browser. Nothing is replaced and nothing
 * sleeps: every wait is for a condition.
 *
 * COUNTERFOIL_BIN: the program. CHROMIUM: the browser. COUNTERFOIL_CLOCK: the moment that every program begins at.
 * E2E_LOCALE: the language of the browser, one that writes amounts as English does.
 */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [["list"]],
  use: {
    locale: process.env.E2E_LOCALE ?? "en-US",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 800 },
    actionTimeout: 5_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    },
  },
});
