import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { FlowElement } from "@/features/flows/model/document";
import type { Marks } from "@/features/flows/model/marks";

/** Texts of fields that are not called as the setting is. */
const CALLED: Readonly<Record<string, string>> = {
  kind: "flow_versions.kind", name: "flow_editor.name", number: "flow_editor.number", level: "flow_layers.level", when: "flow_layers.when", order: "flow_versions.order", start: "flow_forms.flow_start",
  "outside.number": "flow_forms.outside_number",
};

/** What became of an element between two versions, and of which of its fields; "" when nothing did. */
export function useChangeWords(): (element: FlowElement, marks: Pick<Marks, "change" | "fields">) => string {
  const { t } = useTranslation();
  return useCallback(({ kind }, { change, fields }) => {
    if (change === "") return "";
    if (fields.length === 0) return t(`flow_versions.${change}`);
    const named = fields.map((field) => t(CALLED[`${kind}.${field}`] ?? CALLED[field] ?? `flow_forms.${field}`, field).toLowerCase());
    return t("flow_versions.changed_fields", { fields: named.join(", ") });
  }, [t]);
}
