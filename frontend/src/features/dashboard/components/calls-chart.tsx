import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";
import type { HourOfCalls } from "@/features/dashboard/hours";

/** Fetched on its own: the drawing library is as large as the rest of the cabinet. */
export default function CallsChart({ hours }: { hours: HourOfCalls[] }) {
  const { t } = useTranslation();
  return (
    <BarChart
      h={240} data={hours} dataKey="hour" type="stacked" withLegend legendProps={{ verticalAlign: "bottom", height: 36 }} tickLine="none" yAxisProps={{ allowDecimals: false, width: 30 }}
      series={[{ name: "answered", label: t("dashboard.answered"), color: "tide.6" }, { name: "missed", label: t("dashboard.missed"), color: "orange.5" }]} maxBarWidth={36}
    />
  );
}
