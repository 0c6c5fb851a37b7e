import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Where `npm run dev` finds a running installation; the built cabinet is served from the same host as the API. */
const backend = process.env.VPBX_BACKEND ?? "https://localhost:8443";

/** Every table has a scroll area, which takes one small function from a library of 40 kB that only menus and selects need. */
function mergeRefsAlone(): Plugin {
  const own = fileURLToPath(new URL("./src/lib/merge-refs.ts", import.meta.url));
  return {
    name: "merge-refs-alone",
    enforce: "pre",
    resolveId: (id, importer) => (id === "@floating-ui/react" && importer?.endsWith("/ScrollArea/ScrollArea.mjs") ? own : null),
  };
}

export default defineConfig({
  plugins: [mergeRefsAlone(), react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    // Inline modules and data-URL scripts would break the content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    // Two small things that nearly every screen needs would otherwise lie in the largest piece that also needs them.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "direction", test: /DirectionProvider/ }, { name: "geometry", test: /@floating-ui\/utils/ }, { name: "icons", minShareCount: 5, test: /@tabler/ }] } },
    },
  },
  server: {
    proxy: {
      "/api": { target: backend, secure: false },
      "/ws": { target: backend, secure: false, ws: true },
    },
  },
});
