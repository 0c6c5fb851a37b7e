import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { lazily } from "@/components/lazily";
import type { Flow } from "@/features/flows/api";
import { ElementPanel, ManyPanel } from "@/features/flows/components/element-panel";
import { PanelHead } from "@/features/flows/components/panel-head";
import { AllProblems } from "@/features/flows/components/problem-list";
import type { Look } from "@/features/flows/components/shown-version";
import type { ElementEdits } from "@/features/flows/components/use-element-edits";
import { elementOf } from "@/features/flows/model/document";
import type { LitPath } from "@/features/flows/model/path";
import type { Editor } from "@/features/flows/use-editor";

const VersionsPanel = lazily(() => import("@/features/flows/components/versions-panel"));
const SimulatorPanel = lazily(() => import("@/features/flows/components/simulator-panel"));

export type PanelName = "problems" | "simulator" | "versions";

interface SidePanelProps {
  /** null shows what is selected. */
  name: PanelName | null;
  flow: Flow;
  editor: Editor;
  edits: ElementEdits;
  mayEdit: boolean;
  onPath: (path: LitPath | null) => void;
  onShow: (id: string) => void;
  look: Look | null;
  onLook: (look: Look | null) => void;
  onReload: () => void;
  onClose: () => void;
}

function Problems({ editor, onShow, onClose }: Pick<SidePanelProps, "editor" | "onShow" | "onClose">) {
  const { t } = useTranslation();
  const { problems } = editor.save;
  return (
    <Stack gap="md">
      <PanelHead title={t("flow_editor.problems")} onClose={onClose} />
      {problems.length === 0 ? <Text size="sm">{t("flow_editor.no_problems")}</Text> : <AllProblems document={editor.document} problems={problems} onShow={onShow} />}
    </Stack>
  );
}

/** What stands beside the drawing. */
export function SidePanel({ name, flow, editor, edits, mayEdit, onPath, onShow, look, onLook, onReload, onClose }: SidePanelProps) {
  const { document, selected, save } = editor;
  if (name === "problems") return <Problems editor={editor} onShow={onShow} onClose={onClose} />;
  if (name === "simulator") return <SimulatorPanel flow={flow} document={document} onPath={onPath} onShow={onShow} onClose={onClose} flush={editor.flush} />;
  if (name === "versions") return <VersionsPanel flow={flow} mayEdit={mayEdit} hasChanges={save.hasChanges} look={look} onLook={onLook} onReload={onReload} onClose={onClose} />;
  const element = selected.length === 1 ? elementOf(document, selected[0]) : undefined;
  if (element) return <ElementPanel key={element.id} document={document} element={element} problems={save.problems.filter((problem) => problem.element === element.id)} edits={edits} mayEdit={mayEdit} onClose={onClose} />;
  return <ManyPanel document={document} selected={selected} edits={edits} onClose={onClose} />;
}
