import { ActionIcon, Group, Stack, Text, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Flow } from "@/features/flows/api";
import { ElementPanel, ManyPanel } from "@/features/flows/components/element-panel";
import { AllProblems } from "@/features/flows/components/problem-list";
import type { ElementEdits } from "@/features/flows/components/use-element-edits";
import { elementOf } from "@/features/flows/model/document";
import type { LitPath } from "@/features/flows/model/path";
import type { Editor } from "@/features/flows/use-editor";

export type PanelName = "problems";

interface SidePanelProps {
  /** null shows what is selected. */
  name: PanelName | null;
  flow: Flow;
  editor: Editor;
  edits: ElementEdits;
  mayEdit: boolean;
  onPath: (path: LitPath | null) => void;
  onShow: (id: string) => void;
  onReload: () => void;
  onClose: () => void;
}

function Problems({ editor, onShow, onClose }: Pick<SidePanelProps, "editor" | "onShow" | "onClose">) {
  const { t } = useTranslation();
  const { problems } = editor.save;
  return (
    <Stack gap="md">
      <Group wrap="nowrap"><Title order={2} fz="md" flex={1}>{t("flow_editor.problems")}</Title><ActionIcon aria-label={t("common.close")} onClick={onClose}><IconX size={17} /></ActionIcon></Group>
      {problems.length === 0 ? <Text size="sm">{t("flow_editor.no_problems")}</Text> : <AllProblems document={editor.document} problems={problems} onShow={onShow} />}
    </Stack>
  );
}

/** What stands beside the drawing. */
export function SidePanel({ name, editor, edits, mayEdit, onShow, onClose }: SidePanelProps) {
  const { document, selected, save } = editor;
  if (name === "problems") return <Problems editor={editor} onShow={onShow} onClose={onClose} />;
  const element = selected.length === 1 ? elementOf(document, selected[0]) : undefined;
  if (element) return <ElementPanel key={element.id} document={document} element={element} problems={save.problems.filter((problem) => problem.element === element.id)} edits={edits} mayEdit={mayEdit} onClose={onClose} />;
  return <ManyPanel document={document} selected={selected} edits={edits} onClose={onClose} />;
}
