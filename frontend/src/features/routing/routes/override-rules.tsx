import { useState } from "react";
import { Text } from "@mantine/core";
import { IconArrowRampRight2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNumberListOptions } from "@/api/options";
import type { OverrideBody, OverrideRule } from "@/api/types";
import { lazily } from "@/components/lazily";
import { RuleList } from "@/components/outside/rule-list";
import { ALWAYS } from "@/components/outside/times";
import { useTimeWords } from "@/components/outside/use-time-words";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { QueryView } from "@/components/states";
import { useOverrideRules, useOverrideWrites } from "@/features/routing/api";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const OverrideEditor = lazily(() => import("@/features/routing/components/override-editor"));

const NEW_RULE: OverrideBody = { name: "", comment: "", is_enabled: true, called: "", callers: [], lists: [], times: ALWAYS, target: "" };

function ruleBody({ id, position, ...body }: OverrideRule): OverrideBody {
  return body;
}

function useFacts() {
  const { t } = useTranslation();
  const timeWords = useTimeWords();
  const lists = useNumberListOptions();
  return (rule: OverrideRule) => {
    const callers = [...rule.callers, ...rule.lists.map((id) => lists.find((list) => list.value === id)?.label ?? "…")].join(", ");
    return (
      <>
        <span>{t("routes.fact_called")} <Text span inherit ff="monospace" c="var(--mantine-color-text)">{rule.called}</Text></span>
        <span>{t("overrides.fact_callers")} {callers || t("overrides.anybody")}</span>
        {(rule.times.days.length > 0 || rule.times.minutes.length > 0) && <span>{timeWords(rule.times)}</span>}
        <Text span inherit fw={500} c="var(--mantine-color-text)">{rule.target === "" ? t("overrides.fact_end") : t("overrides.fact_target", { target: formatPhone(rule.target) })}</Text>
      </>
    );
  };
}

function Rules({ rows }: { rows: OverrideRule[] }) {
  const { t } = useTranslation();
  const writes = useOverrideWrites();
  const saved = useSaved();
  const facts = useFacts();
  const mayEdit = useMay("outside.edit");
  const [edited, setEdited] = useState<{ rule: OverrideRule | null; isCopy: boolean } | null>(null);
  const isNew = edited?.rule === null || edited?.isCopy === true;
  const submit = async (values: OverrideBody) => {
    const rule = isNew ? null : (edited?.rule ?? null);
    if (rule === null) await writes.create(values);
    else await writes.update(rule.id, values);
    saved({ title: t("overrides.saved", { name: values.name }), undo: rule === null ? undefined : () => writes.update(rule.id, ruleBody(rule)) });
  };
  return (
    <>
      <RuleList
        rows={rows} mayEdit={mayEdit} facts={facts} icon={IconArrowRampRight2} reorder={writes.reorder} remove={(row) => writes.remove(row.id)}
        labels={{
          add: t("overrides.add"), empty: t("overrides.empty"), emptyText: t("overrides.empty_text"), moved: t("overrides.moved"),
          deleted: (name) => t("overrides.deleted", { name }), deleteTitle: (name) => t("overrides.delete_title", { name }),
        }}
        onEdit={(rule, isCopy) => { setEdited({ rule, isCopy }); }}
      />
      {edited && (
        <OverrideEditor
          title={isNew ? t("overrides.add") : (edited.rule?.name ?? "")} initial={edited.rule === null ? NEW_RULE : ruleBody(edited.rule)} isNew={isNew} submit={submit} onClose={() => { setEdited(null); }}
        />
      )}
    </>
  );
}

/** Called numbers that lead elsewhere, for some callers at some times (003). */
export default function OverrideRulesPage() {
  const { t } = useTranslation();
  const query = useOverrideRules();
  return (
    <>
      <PageHeader title={t("overrides.title")} description={t("overrides.text")} />
      <QueryView query={query}>{(page) => <Rules rows={page.results} />}</QueryView>
    </>
  );
}
