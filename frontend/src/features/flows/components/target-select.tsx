import { useMemo } from "react";
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ALL_KINDS, nameOf, summaryOf } from "@/features/flows/elements/registry";
import { levelsOf, levelTarget, type FlowDocument, type Kind } from "@/features/flows/model/document";
import { freeLevel } from "@/features/flows/model/layer-table";
import { useThings } from "@/features/flows/things";

const NEW = "new:";

/** Every place that an exit may lead to, as choices: elements, levels, and an element that is made on the way. */
export function useTargetGroups(document: FlowDocument) {
  const { t } = useTranslation();
  const things = useThings();
  return useMemo(() => {
    const elements = document.elements.filter(({ kind }) => kind !== "start");
    const levels = [...levelsOf(document), freeLevel(document)];
    return [
      { group: t("flow_editor.elements"), items: elements.map((element) => ({ value: element.id, label: [nameOf(element, { t }), ...summaryOf(element, { t, things }).slice(0, 1)].join(" · ") })) },
      { group: t("flow_editor.levels"), items: levels.map((level) => ({ value: levelTarget(level), label: t(elements.some((element) => element.level === level) ? "flow_editor.level" : "flow_editor.level_nowhere", { level }) })) },
      { group: t("flow_editor.new_element"), items: ALL_KINDS.filter((kind) => kind !== "start").map((kind) => ({ value: `${NEW}${kind}`, label: t("flow_editor.new_kind", { kind: t(`flow_kinds.${kind}`) }) })) },
    ].filter(({ items }) => items.length > 0);
  }, [document, t, things]);
}

interface TargetSelectProps {
  label: string;
  isLabelHidden?: boolean;
  groups: ReturnType<typeof useTargetGroups>;
  value: string | undefined;
  /** undefined takes the link off. */
  onChange: (target: string | undefined) => void;
  onNew: (kind: Kind) => void;
  error?: string;
  isDisabled: boolean;
  /** What it means that nothing is chosen. */
  placeholder?: string;
}

/** Where an exit leads, chosen by words: the way to link without a pointer. */
export function TargetSelect({ label, isLabelHidden = false, groups, value, onChange, onNew, error, isDisabled, placeholder }: TargetSelectProps) {
  const { t } = useTranslation();
  const isKnown = value === undefined || groups.some(({ items }) => items.some((item) => item.value === value));
  const data = isKnown ? groups : [{ group: t("flow_editor.gone"), items: [{ value, label: t("flow_editor.target_missing", { name: value }) }] }, ...groups];
  const choose = (next: string | null) => {
    if (next?.startsWith(NEW)) onNew(next.slice(NEW.length) as Kind);
    else onChange(next ?? undefined);
  };
  return (
    <Select
      size="xs" {...(isLabelHidden ? { "aria-label": label } : { label })} placeholder={placeholder ?? t("flow_editor.hangs_up")} data={data} value={value ?? null} searchable clearable disabled={isDisabled} error={error}
      nothingFoundMessage={t("table.nothing_found")} clearButtonProps={{ "aria-label": t("flow_editor.remove_link") }} onChange={choose}
    />
  );
}
