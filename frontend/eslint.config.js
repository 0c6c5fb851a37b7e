import { readdirSync } from "node:fs";
import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url));

/** A layer may import only what lies below it: app -> features -> shared code. */
const forbid = (regex, message) => ({
  "no-restricted-imports": ["error", { patterns: [{ regex, message }, { regex: "^(\\.\\./){2,}", message: "Use @/ paths." }] }],
});

/** One zone per feature folder, so that a new feature is fenced without anyone remembering to. */
const featureZones = features.map((feature) => ({
  files: [`src/features/${feature}/**/*.{ts,tsx}`],
  rules: forbid(`^@/(app/|features/(?!${feature}/))`, "A feature imports shared code and itself, never another feature."),
}));

export default tseslint.config(
  { ignores: ["dist", "src/api/schema.d.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  reactHooks.configs.flat["recommended-latest"],
  { files: ["*.js", "scripts/**"], languageOptions: { globals: { URL: "readonly", process: "readonly" } } },
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "no-console": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      // An absent value is tested for once, at the API's edge; elsewhere `!` would hide a bug.
      "@typescript-eslint/no-non-null-assertion": "error",
    },
  },
  {
    files: ["src/{api,components,config,lib,realtime,session}/**/*.{ts,tsx}"],
    rules: forbid("^@/(app|features)/", "Shared code knows neither the features nor the app."),
  },
  // Playwright's fixtures hand over through a function called `use`, which is no hook.
  { files: ["e2e/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  ...featureZones,
);
