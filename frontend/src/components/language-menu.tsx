import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LanguageButton } from "@/components/appearance";
import { LANGUAGES, setLanguage, type Language } from "@/i18n";

export default function LanguageMenu() {
  const { i18n } = useTranslation();
  return (
    <Menu position="top-start" defaultOpened>
      <Menu.Target><LanguageButton /></Menu.Target>
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
