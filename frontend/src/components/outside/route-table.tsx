import { useState } from "react";
import { Group, Text } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Option } from "@/api/options";
import type { Route, RouteBody } from "@/api/types";
import { lazily } from "@/components/lazily";
import type { RuleScope } from "@/components/outside/use-judge";
import { RuleList } from "@/components/outside/rule-list";
import { useTimeWords } from "@/components/outside/use-time-words";
import { useSaved } from "@/components/saved/use-saved";
import { NEW_ROUTE, routeBody } from "@/components/outside/route-values";

const RouteEditor = lazily(() => import("@/components/outside/route-editor"));

interface RouteTableProps {
  rows: Route[];
  scope: RuleScope;
  lines: Option[];
  mayEdit: boolean;
  writes: {
    create: (values: RouteBody) => Promise<unknown>;
    update: (id: string, values: RouteBody) => Promise<unknown>;
    remove: (id: string) => Promise<void>;
    reorder: (ids: string[]) => Promise<void>;
  };
}

/** What a route says, in one line of words. */
function useRouteFacts(lines: Option[]) {
  const { t } = useTranslation();
  const timeWords = useTimeWords();
  return (route: Route) => {
    const patterns = (values: string[]) => (values.length === 0 ? t("patterns.any_short") : values.join("  "));
    const via = route.trunks.map((line) => lines.find((option) => option.value === line)?.label ?? line).join(" → ");
    const flags = (["is_recorded", "is_private", "is_internal"] as const).filter((name) => route[name]).map((name) => t(`routes.${name}`));
    return (
      <>
        <span>{t("routes.fact_called")} <Text span inherit ff="monospace" c="var(--mantine-color-text)">{patterns(route.called)}</Text></span>
        {route.calling.length > 0 && <span>{t("routes.fact_calling")} <Text span inherit ff="monospace" c="var(--mantine-color-text)">{patterns(route.calling)}</Text></span>}
        {route.tags.length > 0 && <span>{t("routes.tags")}: {route.tags.join(", ")}</span>}
        {(route.times.days.length > 0 || route.times.minutes.length > 0) && <span>{timeWords(route.times)}</span>}
        <span>{t("routes.fact_lines")} <Text span inherit c="var(--mantine-color-text)" fw={500}>{via || t("routes.no_lines_short")}</Text></span>
        {route.on_failure === "next" && <span>{t("routes.on_failure_next_short")}</span>}
        {flags.length > 0 && <Group component="span" gap={4}>{flags.join(", ")}</Group>}
      </>
    );
  };
}

/** An ordered table of routes: the company's or the operator's. */
export function RouteTable({ rows, scope, lines, mayEdit, writes }: RouteTableProps) {
  const { t } = useTranslation();
  const saved = useSaved();
  const facts = useRouteFacts(lines);
  const [edited, setEdited] = useState<{ route: Route | null; isCopy: boolean } | null>(null);
  const submit = async (values: RouteBody) => {
    const route = edited?.isCopy ? null : (edited?.route ?? null);
    if (route === null) await writes.create(values);
    else await writes.update(route.id, values);
    saved({ title: t("routes.saved", { name: values.name }), undo: route === null ? undefined : () => writes.update(route.id, routeBody(route)) });
  };
  const isNew = edited?.route === null || edited?.isCopy === true;
  return (
    <>
      <RuleList
        rows={rows} mayEdit={mayEdit} facts={facts} icon={IconRoute} reorder={writes.reorder} remove={(row) => writes.remove(row.id)}
        labels={{
          add: t("routes.add"), empty: t(`routes.empty_${scope}`), emptyText: t(`routes.empty_text_${scope}`), moved: t("routes.moved"),
          deleted: (name) => t("routes.deleted", { name }), deleteTitle: (name) => t("routes.delete_title", { name }),
        }}
        onEdit={(route, isCopy) => { setEdited({ route, isCopy }); }}
      />
      {edited && (
        <RouteEditor
          title={isNew ? t("routes.add") : (edited.route?.name ?? "")} initial={edited.route === null ? NEW_ROUTE : routeBody(edited.route)} scope={scope} lines={lines} isNew={isNew}
          submit={submit} onClose={() => { setEdited(null); }}
        />
      )}
    </>
  );
}
