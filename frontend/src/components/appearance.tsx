import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from "@mantine/core";
import { IconLanguage, IconMoon, IconSun, IconSunMoon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LANGUAGES, setLanguage, type Language } from "@/i18n";

export const SCHEMES = ["auto", "light", "dark"] as const;
const ICONS = { auto: IconSunMoon, light: IconSun, dark: IconMoon };

/** Goes round: as the system, light, dark. */
export function useScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const following = SCHEMES[(SCHEMES.indexOf(colorScheme) + 1) % SCHEMES.length] ?? "auto";
  return { value: colorScheme, icon: ICONS[colorScheme], next: () => { setColorScheme(following); } };
}

export function SchemeButton() {
  const { t } = useTranslation();
  const { value, icon: Icon, next } = useScheme();
  const label = `${t("appearance.scheme")}: ${t(`appearance.${value}`)}`;
  return (
    <Tooltip label={label}>
      <ActionIcon size="lg" aria-label={label} onClick={next}><Icon size={18} /></ActionIcon>
    </Tooltip>
  );
}

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Tooltip label={t("appearance.language")}>
          <ActionIcon size="lg" aria-label={t("appearance.language")}><IconLanguage size={18} /></ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(LANGUAGES) as Language[]).map((language) => (
          <Menu.Item key={language} lang={language} aria-current={i18n.language === language} fw={i18n.language === language ? 600 : undefined} onClick={() => { void setLanguage(language); }}>
            {LANGUAGES[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
