import { useState } from "react";
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { IconRocket } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { useSaved } from "@/components/saved/use-saved";
import { useFlowWrites, type Flow } from "@/features/flows/api";
import { AllProblems } from "@/features/flows/components/problem-list";
import type { Editor } from "@/features/flows/use-editor";

const NOTE_LENGTH = 500;

interface PublishDialogProps {
  flow: Flow;
  editor: Editor;
  onShow: (id: string) => void;
  onClose: () => void;
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
      saved({ title: t("flow_editor.published", { version }) });
      onClose();
    } catch (thrown) {
      setProblem(textOf(asApiError(thrown)));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("flow_editor.publish_title", { name: flow.name })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        {hasErrors && <Alert color="red" variant="light">{t("flow_editor.publish_errors")}</Alert>}
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
