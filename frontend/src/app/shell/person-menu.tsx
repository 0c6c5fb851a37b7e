import { Menu } from "@mantine/core";
import { IconLanguage, IconLogout, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Session } from "@/api/types";
import { PersonButton } from "@/app/shell/person-button";
import { useScheme } from "@/components/appearance";
import { LANGUAGES, setLanguage, type Language } from "@/i18n";
import { useSignOut } from "@/session/use-sign-out";

/** The person's own choices, and the way out. */
export default function PersonMenu({ session }: { session: Session }) {
  const { t, i18n } = useTranslation();
  const signOut = useSignOut();
  const scheme = useScheme();
  const SchemeIcon = scheme.icon;
  const chooseLanguage = (language: Language) => {
    void setLanguage(language);
    void api.PATCH("/api/v1/session/profile/", { body: { language } });
  };
  return (
    <Menu position="top-start" width={220} defaultOpened>
      <Menu.Target><PersonButton session={session} /></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUser size={16} />} component={Link} to="/profile">{t("nav.profile")}</Menu.Item>
        <Menu.Divider aria-hidden />
        <Menu.Item leftSection={<SchemeIcon size={16} />} closeMenuOnClick={false} onClick={scheme.next}>{t("appearance.scheme")}: {t(`appearance.${scheme.value}`)}</Menu.Item>
        {(Object.keys(LANGUAGES) as Language[]).filter((language) => language !== i18n.language).map((language) => (
          <Menu.Item key={language} lang={language} leftSection={<IconLanguage size={16} />} onClick={() => { chooseLanguage(language); }}>{LANGUAGES[language]}</Menu.Item>
        ))}
        <Menu.Divider aria-hidden />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>{t("session.sign_out")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
