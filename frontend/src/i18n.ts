/** Languages of the interface. Russian comes with the page, English is fetched when chosen. */

import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { groups, type TextGroup } from "@/locales/groups";
import { ru } from "@/locales/ru";

export const LANGUAGES = { ru: "Русский", en: "English" } as const;
export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = "vpbx.language";

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && value in LANGUAGES;
}

export function storedLanguage(): Language {
  const stored = window.localStorage.getItem(STORAGE_KEY);
  return isLanguage(stored) ? stored : "ru";
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "ru",
    fallbackLng: "ru",
    resources: { ru: { translation: ru } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  await setLanguage(storedLanguage());
}

/** Groups of texts that some screen has asked for: they follow the language. */
const needed = new Set<TextGroup>();
/** Languages and groups that are there. */
const loaded = new Set<string>();

async function loadGroup(language: Language, group: TextGroup): Promise<void> {
  if (loaded.has(`${language}/${group}`)) return;
  const { texts } = await groups[language][group]();
  i18next.addResourceBundle(language, "translation", texts, true);
  loaded.add(`${language}/${group}`);
}

/** Fetches the texts of a group of screens, now and with every language chosen later. */
export async function needTexts(group: TextGroup): Promise<void> {
  needed.add(group);
  await loadGroup(isLanguage(i18next.language) ? i18next.language : "ru", group);
}

export async function setLanguage(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "translation")) {
    const { en } = await import("@/locales/en");
    i18next.addResourceBundle("en", "translation", en);
  }
  await Promise.all([...needed].map((group) => loadGroup(language, group)));
  await i18next.changeLanguage(language);
  window.localStorage.setItem(STORAGE_KEY, language);
  document.documentElement.lang = language;
}
