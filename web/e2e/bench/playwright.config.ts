/** Measures the page in a real browser; `make bench` runs it against the release build. Not part of the tests. */
import { defineConfig } from "@playwright/test";
import tests from "../playwright.config";

export default defineConfig({ ...tests, testDir: ".", outputDir: "../../test-results", testMatch: "*.bench.ts", timeout: 180_000 });
