/**
 * Builds the page into `dist`, where the binary embeds it, and runs the unit
 * tests. Never inlines a script, a style or a picture: the server's content
 * security policy refuses them.
 */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    host: "127.0.0.1",
    proxy: process.env.COUNTERFOIL_URL ? { "/api": process.env.COUNTERFOIL_URL } : {},
  },
  test: { include: ["src/**/*.test.ts"], setupFiles: process.env.COUNTERFOIL_CLOCK ? ["chosen-day.ts"] : [] },
});
