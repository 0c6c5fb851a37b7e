/** The look of the cabinet: a calm sea-green on cool greys, readable at normal contrast in both schemes. */

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const tide: MantineColorsTuple = [
  "#e6f6f5", "#cdeae8", "#9fd6d2", "#6bc0bb", "#42aea8", "#27a19b", "#15897f", "#0b736c", "#085a55", "#05413d",
];
const gray: MantineColorsTuple = [
  "#f6f8f9", "#edf1f3", "#e1e7ea", "#d1d9de", "#b6c1c8", "#8c9aa4", "#5d6b76", "#4a5761", "#343f48", "#1f272d",
];
const dark: MantineColorsTuple = [
  "#dfe5ea", "#b6c1cc", "#93a1af", "#66758a", "#3b4857", "#2d3845", "#222c37", "#171f28", "#10171e", "#0b1015",
];

export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 7, dark: 7 },
  colors: { tide, gray, dark },
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.5rem", lineHeight: "1.25" }, h2: { fontSize: "1.125rem", lineHeight: "1.35" }, h3: { fontSize: "1rem", lineHeight: "1.4" } } },
  // Plain values: naming the components here would put all of them into the first download.
  components: {
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    Anchor: { defaultProps: { inherit: true } },
    Alert: { defaultProps: { radius: "md" } },
    Button: { defaultProps: { radius: "md" } },
    Card: { defaultProps: { bg: "var(--mantine-color-body)", withBorder: true, radius: "lg", padding: "lg" } },
    // The heading of a dialog is no banner of the page.
    Drawer: { defaultProps: { attributes: { header: { role: "presentation" } }, position: "right", size: "lg", overlayProps: { backgroundOpacity: 0.35 } } },
    Modal: { styles: { title: { fontWeight: 650 } }, defaultProps: { attributes: { header: { role: "presentation" } }, centered: true, radius: "lg", overlayProps: { backgroundOpacity: 0.35 } } },
    Badge: { styles: { label: { textTransform: "none" } } },
    Paper: { defaultProps: { radius: "lg" } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
});

const TONES = {
  light: { page: "#f3f6f7", accent: "#0b736c", line: "#e1e7ea", good: "#0a6b3d", warn: "#8a5200", bad: "#b3261e", info: "#1c5fa8", idle: "#4a5761" },
  dark: { page: "#10171e", accent: "#6bc0bb", line: "#2d3845", good: "#5fd497", warn: "#f0b75a", bad: "#ff9a92", info: "#86bdf5", idle: "#b6c1cc" },
} as const;

const toneVariables = (tones: Record<string, string>) =>
  Object.fromEntries(Object.entries(tones).map(([name, value]) => [`--vpbx-${name}`, value]));

/** Soft backgrounds of notes in the dark; the library's own are too loud there. */
const DARK_NOTES = { tide: "66 174 168", yellow: "240 183 90", orange: "255 146 84", red: "255 120 110", blue: "110 170 245" };

function darkNoteVariables(): Record<string, string> {
  return Object.fromEntries(Object.entries(DARK_NOTES).flatMap(([color, rgb]) => [
    [`--mantine-color-${color}-light`, `rgb(${rgb} / 15%)`],
    [`--mantine-color-${color}-light-hover`, `rgb(${rgb} / 24%)`],
    [`--mantine-color-${color}-light-color`, `color-mix(in srgb, rgb(${rgb}) 70%, white)`],
  ]));
}

const LIGHT_OVERRIDES = {
  "--mantine-color-placeholder": "var(--mantine-color-gray-6)",
  "--mantine-color-error": "#b3261e",
  "--mantine-color-red-filled": "#c22f2f",
  "--mantine-color-red-filled-hover": "#a82828",
  "--mantine-color-yellow-light-color": "#6b4500",
  "--mantine-color-orange-light-color": "#7a3a00",
};

const DARK_OVERRIDES = {
  ...darkNoteVariables(),
  "--mantine-color-placeholder": "var(--mantine-color-dark-2)",
  "--mantine-color-error": "#ff9a92",
  "--mantine-color-red-filled": "#c22f2f",
  "--mantine-color-red-filled-hover": "#a82828",
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...toneVariables(TONES.light), ...LIGHT_OVERRIDES },
  dark: { ...toneVariables(TONES.dark), ...DARK_OVERRIDES },
});
