import { Suspense, useEffect } from "react";
import { ActionIcon, AppShell, Avatar, Box, Burger, Group, Menu, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconLanguage, IconLogout, IconUser } from "@tabler/icons-react";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Session } from "@/api/types";
import { ActingBanner } from "@/app/shell/acting-banner";
import { navigationOf } from "@/app/shell/navigation";
import classes from "@/app/shell/shell.module.css";
import { useScheme } from "@/components/appearance";
import { Brand } from "@/components/brand";
import { LoadingLines } from "@/components/states";
import { LANGUAGES, setLanguage, type Language } from "@/i18n";
import { LiveFeed } from "@/realtime/live";
import { useSession } from "@/session/session";
import { useSignOut } from "@/session/use-sign-out";

function Navigation({ session }: { session: Session }) {
  const { t } = useTranslation();
  return (
    <>
      {navigationOf(session).map((section, index) => (
        <Box key={index} mb={4}>
          {section.label !== null && <div className={classes.label}>{t(`nav.section_${section.label}`)}</div>}
          {section.items.map((item) => (
            <Link key={item.to} to={item.to} className={classes.link} activeOptions={{ exact: item.isExact ?? false, includeSearch: false }}>
              <item.icon size={19} stroke={1.7} aria-hidden />
              {t(`nav.${item.label}`)}
            </Link>
          ))}
        </Box>
      ))}
    </>
  );
}

function Person({ session }: { session: Session }) {
  const { t, i18n } = useTranslation();
  const signOut = useSignOut();
  const name = session.user?.name === "" ? session.user.email : session.user?.name;
  const scheme = useScheme();
  const SchemeIcon = scheme.icon;
  const chooseLanguage = (language: Language) => {
    void setLanguage(language);
    void api.PATCH("/api/v1/session/profile/", { body: { language } });
  };
  return (
    <Group className={classes.foot} gap={4} wrap="nowrap">
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <UnstyledButton style={{ flex: 1, minWidth: 0 }} aria-label={t("nav.person_menu")}>
            <Group gap="sm" wrap="nowrap">
              <Avatar name={name} variant="filled" radius="xl" size={34} aria-hidden />
              <Box miw={0} flex={1}>
                <Text size="sm" fw={600} truncate>{name}</Text>
                <Text size="xs" c="dimmed" truncate>{session.user?.is_operator ? t("roles.operator") : session.user?.email}</Text>
              </Box>
              <IconDots size={16} aria-hidden />
            </Group>
          </UnstyledButton>
        </Menu.Target>
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
    </Group>
  );
}

/** The frame of all signed-in screens: sidebar on a wide screen, drawer behind a burger on a phone. */
export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  useEffect(close, [pathname, close]);
  const title = session.tenant?.name ?? t("nav.platform");
  const scope = session.tenant === null ? "platform" : "company";
  return (
    <AppShell
      layout="alt" padding={{ base: "md", md: "xl" }}
      header={{ height: { base: 56, sm: 0 } }}
      navbar={{ width: 256, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
    >
      <a href="#content" className="vpbx-skip">{t("nav.skip")}</a>
      {session.is_authenticated && <LiveFeed key={`${scope}-${session.tenant?.code ?? ""}`} scope={scope} />}
      <AppShell.Header className={classes.header} hiddenFrom="sm">
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={isOpen} onClick={toggle} size="sm" aria-label={t("nav.open")} />
          <Brand name={title} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t("nav.main")}>
        <AppShell.Section p="md" pb="xs">
          <Group wrap="nowrap" justify="space-between">
            <Brand name={title} />
            <ActionIcon hiddenFrom="sm" onClick={close} aria-label={t("common.close")} size="lg"><Burger opened size="sm" component="span" aria-hidden /></ActionIcon>
          </Group>
        </AppShell.Section>
        <AppShell.Section grow px="xs" className={classes.scroll}><Navigation session={session} /></AppShell.Section>
        <AppShell.Section><Person session={session} /></AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="content" tabIndex={-1}>
        <ActingBanner session={session} />
        <div className={classes.content}><Suspense fallback={<LoadingLines />}><Outlet /></Suspense></div>
      </AppShell.Main>
    </AppShell>
  );
}
