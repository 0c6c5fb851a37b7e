import { useState, type ReactNode } from "react";
import { ActionIcon, Group, SegmentedControl, TextInput } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconClipboard, IconCopy, IconLayoutDistributeHorizontal, IconPlus, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Hint } from "@/components/hint";

export const VIEWS = ["canvas", "list", "layers"] as const;
export type ViewName = (typeof VIEWS)[number];

interface ToolbarProps {
  view: ViewName;
  onView: (view: ViewName) => void;
  mayEdit: boolean;
  /** Opens the palette where it does not stand beside the canvas. */
  onPalette?: () => void;
  tools: { undo: () => void; redo: () => void; copy: () => void; paste: () => void; arrange: () => void };
  can: { undo: boolean; redo: boolean; copy: boolean };
  /** Goes to the next element that holds the text. */
  onFind: (text: string, isNext: boolean) => number;
  /** What stands at the end. */
  children?: ReactNode;
}

function Tool({ label, icon: Icon, onClick, isDisabled = false }: { label: string; icon: typeof IconPlus; onClick: () => void; isDisabled?: boolean }) {
  return <Hint label={label}><ActionIcon size="lg" aria-label={label} disabled={isDisabled} onClick={onClick}><Icon size={18} /></ActionIcon></Hint>;
}

function Find({ onFind }: Pick<ToolbarProps, "onFind">) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [count, setCount] = useState(0);
  const find = (wanted: string, isNext: boolean) => { setCount(onFind(wanted, isNext)); };
  return (
    <form role="search" aria-label={t("flow_editor.find")} onSubmit={(event) => { event.preventDefault(); find(text, true); }} style={{ flex: "1 1 130px", maxWidth: 240 }}>
      <TextInput
        size="xs" aria-label={t("flow_editor.find")} placeholder={t("flow_editor.find")} leftSection={<IconSearch size={14} />} value={text} id="flow-find"
        rightSectionWidth={52} rightSection={text.trim() === "" ? undefined : <span className="vpbx-numbers" style={{ fontSize: 11 }} role="status">{t("flow_editor.found", { count })}</span>}
        onChange={(event) => { setText(event.currentTarget.value); find(event.currentTarget.value, false); }}
      />
    </form>
  );
}

/** Ways to look at the flow, and what is done to it as a whole. */
export function Toolbar({ view, onView, mayEdit, onPalette, tools, can, onFind, children }: ToolbarProps) {
  const { t } = useTranslation();
  return (
    <Group gap={6} role="toolbar" aria-label={t("flow_editor.tools")}>
      <SegmentedControl size="xs" aria-label={t("flow_editor.view")} value={view} onChange={(next) => { onView(next as ViewName); }} data={VIEWS.map((value) => ({ value, label: t(`flow_editor.view_${value}`) }))} />
      {mayEdit && (
        <Group gap={0}>
          {onPalette && <Tool label={t("flow_editor.new_element")} icon={IconPlus} onClick={onPalette} />}
          <Tool label={t("flow_editor.undo")} icon={IconArrowBackUp} isDisabled={!can.undo} onClick={tools.undo} />
          <Tool label={t("flow_editor.redo")} icon={IconArrowForwardUp} isDisabled={!can.redo} onClick={tools.redo} />
          <Tool label={t("flow_editor.copy")} icon={IconCopy} isDisabled={!can.copy} onClick={tools.copy} />
          <Tool label={t("flow_editor.paste")} icon={IconClipboard} onClick={tools.paste} />
          {view === "canvas" && <Tool label={t("flow_editor.arrange")} icon={IconLayoutDistributeHorizontal} onClick={tools.arrange} />}
        </Group>
      )}
      <Find onFind={onFind} />
      {children}
    </Group>
  );
}
