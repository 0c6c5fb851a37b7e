import { useState } from "react";
import { Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "@/features/flows/components/flow.module.css";
import { KindIcon } from "@/features/flows/components/kind-icon";
import { GROUPS } from "@/features/flows/elements/kind";
import { ALL_KINDS, kindOf } from "@/features/flows/elements/registry";
import type { Kind } from "@/features/flows/model/document";

/** Type of what is dragged from here. */
export const KIND_DRAG = "application/x-vpbx-element";

/** Elements to be dragged onto the canvas; pressed, one stands behind what is selected. */
export function Palette({ onAdd }: { onAdd: (kind: Kind) => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const isMeant = (kind: Kind) => `${t(`flow_kinds.${kind}`)} ${t(`flow_kinds.${kind}_text`)}`.toLowerCase().includes(wanted.trim().toLowerCase());
  const shown = ALL_KINDS.filter(isMeant);
  const onSubmit = (event: React.SyntheticEvent) => {
    event.preventDefault();
    const [first] = shown;
    if (wanted.trim() !== "" && first !== undefined) onAdd(first);
  };
  return (
    <>
      <form onSubmit={onSubmit} role="search" aria-label={t("flow_editor.find_kind")}>
        <TextInput size="xs" aria-label={t("flow_editor.find_kind")} placeholder={t("flow_editor.find_kind")} leftSection={<IconSearch size={14} />} value={wanted} onChange={(event) => { setWanted(event.currentTarget.value); }} />
      </form>
      {GROUPS.map((group) => {
        const kinds = shown.filter((kind) => kindOf(kind).group === group);
        return kinds.length === 0 ? null : (
          <div key={group} role="group" aria-label={t(`flow_kinds.group_${group}`)}>
            <div className={classes.groupLabel} aria-hidden>{t(`flow_kinds.group_${group}`)}</div>
            {kinds.map((kind) => (
              <UnstyledButton
                key={kind} className={classes.kind} draggable title={t(`flow_kinds.${kind}_text`)} onClick={() => { onAdd(kind); }}
                onDragStart={(event) => { event.dataTransfer.setData(KIND_DRAG, kind); event.dataTransfer.effectAllowed = "copy"; }}
              >
                <KindIcon kind={kind} />{t(`flow_kinds.${kind}`)}
              </UnstyledButton>
            ))}
          </div>
        );
      })}
      {shown.length === 0 && <Text size="sm" c="dimmed" p="sm">{t("table.nothing_found")}</Text>}
    </>
  );
}
