/** Texts that come with the screens that need them, not with the page. */

import type { Language } from "@/i18n";
import type { Texts } from "@/locales/catalogue";

export type TextGroup = "calls" | "flows" | "import" | "media" | "outside" | "platform" | "reach";

type Loader = () => Promise<{ texts: Texts }>;

export const groups: Record<Language, Record<TextGroup, Loader>> = {
  ru: {
    calls: () => import("@/locales/ru/calls"),
    flows: () => import("@/locales/ru/flows"),
    import: () => import("@/locales/ru/import"),
    media: () => import("@/locales/ru/media"),
    outside: () => import("@/locales/ru/outside"),
    platform: () => import("@/locales/ru/platform"),
    reach: () => import("@/locales/ru/reach"),
  },
  en: {
    calls: () => import("@/locales/en/calls"),
    flows: () => import("@/locales/en/flows"),
    import: () => import("@/locales/en/import"),
    media: () => import("@/locales/en/media"),
    outside: () => import("@/locales/en/outside"),
    platform: () => import("@/locales/en/platform"),
    reach: () => import("@/locales/en/reach"),
  },
};
