import { useState } from "react";
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconHistory, IconPlayerPlay, IconRocket } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import type { Flow } from "@/features/flows/api";
import { FlowMenu } from "@/features/flows/components/flow-menu";
import { FlowState } from "@/features/flows/components/flow-state";
import type { PanelName } from "@/features/flows/components/side-panel";
import type { Editor } from "@/features/flows/use-editor";

const PublishDialog = lazily(() => import("@/features/flows/components/publish-dialog"));

/** Told by the button that leads to them. */
const NONE = { errors: 0, warnings: 0 };

interface EditorHeaderProps {
  flow: Flow;
  editor: Editor;
  mayEdit: boolean;
  panel: PanelName | null;
  onPanel: (name: PanelName | null) => void;
  onShow: (id: string) => void;
  onReload: () => void;
}

export function EditorHeader({ flow, editor, mayEdit, panel, onPanel, onShow }: EditorHeaderProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isPublishing, setPublishing] = useState(false);
  const { problems, hasChanges } = editor.save;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const toggle = (name: PanelName) => { onPanel(panel === name ? null : name); };
  const publish = () => { void editor.flush().then((isSaved) => { if (isSaved) setPublishing(true); }); };
  return (
    <>
      <PageHeader
        title={flow.name} back={{ to: "/flows", label: t("flows.title") }}
        badge={<FlowState version={flow.published_version} hasChanges={hasChanges} problems={NONE} />}
        actions={(
          <>
            {problems.length > 0 && (
              <Button size="xs" variant={panel === "problems" ? "light" : "default"} c={errors > 0 ? "var(--vpbx-bad)" : "var(--vpbx-warn)"} leftSection={<IconAlertTriangle size={16} />} onClick={() => { toggle("problems"); }}>
                {errors > 0 ? t("flows.errors", { count: errors }) : t("flows.warnings", { count: problems.length })}
              </Button>
            )}
            <Button size="xs" variant={panel === "simulator" ? "light" : "default"} leftSection={<IconPlayerPlay size={16} />} onClick={() => { toggle("simulator"); }}>{t("flow_simulator.simulate")}</Button>
            <Button size="xs" variant={panel === "versions" ? "light" : "default"} leftSection={<IconHistory size={16} />} onClick={() => { toggle("versions"); }}>{t("flow_versions.title")}</Button>
            {mayEdit && <Button size="xs" leftSection={<IconRocket size={16} />} onClick={publish}>{t("flow_editor.publish")}</Button>}
            <FlowMenu flow={flow} mayEdit={mayEdit} onDeleted={() => { void navigate({ to: "/flows" }); }} />
          </>
        )}
      />
      {isPublishing && <PublishDialog flow={flow} editor={editor} onShow={onShow} onClose={() => { setPublishing(false); }} />}
    </>
  );
}
