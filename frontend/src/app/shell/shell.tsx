import { Suspense, useEffect } from "react";
import { ActionIcon, AppShell, Box, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Session } from "@/api/types";
import { ActingBanner } from "@/app/shell/acting-banner";
import { navigationOf } from "@/app/shell/navigation";
import { PersonButton } from "@/app/shell/person-button";
import classes from "@/app/shell/shell.module.css";
import { Brand } from "@/components/brand";
import { onDemand } from "@/components/on-demand";
import { LoadingLines } from "@/components/states";
import { LiveFeed } from "@/realtime/live";
import { useSession } from "@/session/session";

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

const PersonMenu = onDemand(() => import("@/app/shell/person-menu"), PersonButton);

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
        <AppShell.Section><Group className={classes.foot} gap={4} wrap="nowrap"><PersonMenu session={session} /></Group></AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="content" tabIndex={-1}>
        <ActingBanner session={session} />
        <div className={classes.content}><Suspense fallback={<LoadingLines />}><Outlet /></Suspense></div>
      </AppShell.Main>
    </AppShell>
  );
}
