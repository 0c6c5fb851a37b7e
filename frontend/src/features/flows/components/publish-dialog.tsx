import { useState } from "react";
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { IconRocket } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { useSaved } from "@/components/saved/use-saved";
import { QueryView } from "@/components/states";
import { useFlowWrites, useVersion, type Flow } from "@/features/flows/api";
import { DifferenceWords } from "@/features/flows/components/difference-words";
import { Drawing } from "@/features/flows/components/drawing";
import { AllProblems } from "@/features/flows/components/problem-list";
import { differenceOf, isSame, mergedFor } from "@/features/flows/model/difference";
import type { FlowDocument } from "@/features/flows/model/document";
import type { Editor } from "@/features/flows/use-editor";

const NOTE_LENGTH = 500;

interface PublishDialogProps {
  flow: Flow;
  editor: Editor;
  onShow: (id: string) => void;
  onClose: () => void;
}

/** What callers will notice: the draft against the version in force. */
function Changes({ flow, document }: { flow: Flow; document: FlowDocument }) {
  const { t } = useTranslation();
  const version = useVersion(flow.id, flow.published_version);
  if (flow.published_version === null) return <Text size="sm">{t("flow_versions.first")}</Text>;
  return (
    <QueryView query={version} rows={3}>
      {({ document: live }) => {
        const difference = differenceOf(live, document);
        return <Stack gap="xs"><Text size="sm" fw={650}>{t("flow_versions.drawing")}</Text><DifferenceWords difference={difference} />{!isSame(difference) && <Drawing document={mergedFor(live, document)} difference={difference} height={260} />}</Stack>;
      }}
    </QueryView>
  );
}

/** The last look before callers meet the draft: what is wrong, what changes, and why it is done. */
export default function PublishDialog({ flow, editor, onShow, onClose }: PublishDialogProps) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const saved = useSaved();
  const { publish } = useFlowWrites();
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { problems, revision } = editor.save;
  const hasErrors = problems.some(({ severity }) => severity === "error");
  const show = (id: string) => { onClose(); onShow(id); };
  const run = async () => {
    setBusy(true);
    try {
      const { version } = await publish(flow.id, revision, note);
      editor.published();
      saved({ title: t("flow_editor.published", { version }) });
      onClose();
    } catch (thrown) {
      setProblem(textOf(asApiError(thrown)));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={t("flow_editor.publish_title", { name: flow.name })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        {hasErrors && <Alert color="red" variant="light">{t("flow_editor.publish_errors")}</Alert>}
        <Changes flow={flow} document={editor.document} />
        {problems.length > 0 && <AllProblems document={editor.document} problems={problems} onShow={show} />}
        <Textarea label={t("flow_editor.note")} description={t("flow_editor.note_text")} autosize minRows={2} maxLength={NOTE_LENGTH} value={note} onChange={(event) => { setNote(event.currentTarget.value); }} data-autofocus />
        <Text size="sm" c="dimmed">{t("flow_editor.publish_text")}</Text>
        <Problems problems={problem === null ? [] : [problem]} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
          <Button leftSection={<IconRocket size={16} />} loading={isBusy} disabled={hasErrors} onClick={() => void run()}>{t("flow_editor.publish")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
