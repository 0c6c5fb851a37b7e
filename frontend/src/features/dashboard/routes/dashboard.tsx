import { lazy, Suspense } from "react";
import { Anchor, Card, Group, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconDeviceLandlinePhone, IconPhoneCall, IconPhoneX, IconPhoneCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { LiveCallList } from "@/components/live-call-list";
import { PageHeader } from "@/components/page-header";
import { StaleBadge } from "@/components/stale-badge";
import { QueryView } from "@/components/states";
import { busyHours, callsByHour } from "@/features/dashboard/hours";
import classes from "@/features/dashboard/routes/dashboard.module.css";
import { dayStart } from "@/lib/period";
import { RECORDED_CALLS, useLive } from "@/realtime/live";
import { useSession } from "@/session/session";

const CallsChart = lazy(() => import("@/features/dashboard/components/calls-chart"));

/** The most calls that the day's chart is drawn from; beyond it the call list is the place to look. */
const DRAWN = 500;

function useToday() {
  const zone = useSession().tenant?.timezone ?? "UTC";
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(dayjs().toDate());
  const since = dayStart(today, zone).toISOString();
  const query = $api.useQuery("get", "/api/v1/calls/", { params: { query: { since, page_size: DRAWN } } }, { meta: { lists: RECORDED_CALLS } });
  return { query, zone, since };
}

interface TileProps {
  to: string;
  search?: Record<string, string>;
  icon: typeof IconPhoneCall;
  label: string;
  value: string | null;
}

function Tile({ to, search, icon: Icon, label, value }: TileProps) {
  return (
    <Link to={to} search={search as never} className={classes.tile}>
      <Group gap={8} c="dimmed" mb={6}><Icon size={18} stroke={1.7} aria-hidden /><Text size="sm">{label}</Text></Group>
      {value === null ? <Skeleton h={34} w={70} /> : <div className={classes.value}>{value}</div>}
    </Link>
  );
}

export default function DashboardPage() {
  const { t } = useTranslation();
  const live = useLive("company");
  const { query, zone, since } = useToday();
  const devices = $api.useQuery("get", "/api/v1/devices/", { params: { query: { page_size: 1 } } });
  const registered = Object.values(live.registrations).filter((item) => item.state === "registered").length;
  const calls = query.data?.results;
  const answered = calls?.filter((call) => call.result === "answered").length ?? 0;
  const figure = (value: number, isCut = false) => `${String(value)}${isCut ? "+" : ""}`;
  const isCut = query.data?.next !== null && query.data !== undefined;
  return (
    <>
      <PageHeader title={t("dashboard.title")} badge={<StaleBadge live={live} />} />
      <SimpleGrid cols={{ base: 2, lg: 4 }} mb="md">
        <Tile to="/devices" search={{ tab: "registered" }} icon={IconDeviceLandlinePhone} label={t("dashboard.registered")} value={live.isLoaded ? `${String(registered)} / ${String(devices.data?.count ?? "…")}` : null} />
        <Tile to="/live" icon={IconPhoneCall} label={t("dashboard.now")} value={live.isLoaded ? String(Object.keys(live.calls).length) : null} />
        <Tile to="/calls" search={{ since, result: "answered" }} icon={IconPhoneCheck} label={t("dashboard.answered_today")} value={calls ? figure(answered, isCut) : null} />
        <Tile to="/calls" search={{ since }} icon={IconPhoneX} label={t("dashboard.missed_today")} value={calls ? figure(calls.length - answered, isCut) : null} />
      </SimpleGrid>
      <Stack gap="md">
        <Card component="section">
          <Title order={2} mb="md">{t("dashboard.by_hour")}</Title>
          <QueryView query={query} rows={5}>
            {(page) => (page.results.length === 0
              ? <Text c="dimmed" size="sm">{t("dashboard.no_calls")}</Text>
              : <Suspense fallback={<Skeleton h={240} />}><CallsChart hours={busyHours(callsByHour(page.results, zone))} /></Suspense>)}
          </QueryView>
        </Card>
        <section>
          <Group justify="space-between" mb="sm"><Title order={2}>{t("dashboard.now")}</Title><Text size="sm"><Anchor component={Link} to="/live">{t("dashboard.all_live")}</Anchor></Text></Group>
          <LiveCallList live={live} />
        </section>
      </Stack>
    </>
  );
}
