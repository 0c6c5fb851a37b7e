/** The look of the cabinet: a calm sea-green on cool greys, readable at normal contrast in both schemes. */

import {
  ActionIcon, Alert, Anchor, Button, Card, createTheme, type CSSVariablesResolver, Drawer, Modal, Paper, Tooltip,
  type MantineColorsTuple,
} from "@mantine/core";

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
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
    Anchor: Anchor.extend({ defaultProps: { inherit: true } }),
    Alert: Alert.extend({ defaultProps: { radius: "md" } }),
    Button: Button.extend({ defaultProps: { radius: "md" } }),
    Card: Card.extend({ defaultProps: { bg: "var(--mantine-color-body)", withBorder: true, radius: "lg", padding: "lg" } }),
    Drawer: Drawer.extend({ defaultProps: { position: "right", size: "lg", overlayProps: { backgroundOpacity: 0.35 } } }),
    Modal: Modal.extend({ defaultProps: { centered: true, radius: "lg", overlayProps: { backgroundOpacity: 0.35 } } }),
    Paper: Paper.extend({ defaultProps: { radius: "lg" } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
});

const TONES = {
  light: { page: "#f3f6f7", accent: "#0b736c", line: "#e1e7ea", good: "#0a6b3d", warn: "#8a5200", bad: "#b3261e", info: "#1c5fa8", idle: "#4a5761" },
  dark: { page: "#10171e", accent: "#6bc0bb", line: "#2d3845", good: "#5fd497", warn: "#f0b75a", bad: "#ff9a92", info: "#86bdf5", idle: "#b6c1cc" },
} as const;

const toneVariables = (tones: Record<string, string>) =>
  Object.fromEntries(Object.entries(tones).map(([name, value]) => [`--vpbx-${name}`, value]));

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...toneVariables(TONES.light), "--mantine-color-placeholder": "var(--mantine-color-gray-6)", "--mantine-color-error": "#b3261e" },
  dark: { ...toneVariables(TONES.dark), "--mantine-color-placeholder": "var(--mantine-color-dark-2)", "--mantine-color-tide-light": "rgb(66 174 168 / 16%)", "--mantine-color-tide-light-hover": "rgb(66 174 168 / 24%)", "--mantine-color-tide-light-color": "var(--mantine-color-tide-3)", "--mantine-color-error": "#ff9a92" },
});
