import { ActionIcon, useMantineColorScheme, type ActionIconProps } from "@mantine/core";
import { IconLanguage, IconMoon, IconSun, IconSunMoon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Hint } from "@/components/hint";
import { onDemand } from "@/components/on-demand";

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
    <Hint label={label}>
      <ActionIcon size="lg" aria-label={label} onClick={next}><Icon size={18} /></ActionIcon>
    </Hint>
  );
}

export function LanguageButton(props: ActionIconProps) {
  const { t } = useTranslation();
  return (
    <Hint label={t("appearance.language")}>
      <ActionIcon size="lg" aria-label={t("appearance.language")} {...props}><IconLanguage size={18} /></ActionIcon>
    </Hint>
  );
}

export const LanguageMenu = onDemand(() => import("@/components/language-menu"), LanguageButton);
