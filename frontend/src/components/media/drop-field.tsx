import { useState, type DragEvent } from "react";
import { Group, Text } from "@mantine/core";
import { IconFileMusic, IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "@/components/media/media.module.css";
import { fileProblem, SOUND_TYPES } from "@/components/media/upload";
import { formatBytes } from "@/lib/format";

interface DropFieldProps {
  file: File | null;
  error?: React.ReactNode;
  onFile: (file: File) => void;
}

/** A sound file, dropped or chosen; what cannot be one is refused before it is sent. */
export function DropField({ file, error, onFile }: DropFieldProps) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    const found = fileProblem(chosen);
    setProblem(found === null ? null : t(`media.problem_${found}`));
    if (found === null) onFile(chosen);
  };
  const drag = (over: boolean) => (event: DragEvent) => { event.preventDefault(); setOver(over); };
  const shown = problem ?? error;
  return (
    <div>
      <label className={classes.drop} data-over={isOver || undefined} onDragOver={drag(true)} onDragLeave={drag(false)} onDrop={(event) => { drag(false)(event); take(event.dataTransfer.files[0]); }}>
        <input type="file" className={classes.file} accept={SOUND_TYPES} aria-label={t("media.file")} aria-invalid={shown ? true : undefined} onChange={(event) => { take(event.currentTarget.files?.[0]); }} />
        {file === null ? <IconUpload size={28} stroke={1.5} aria-hidden /> : <IconFileMusic size={28} stroke={1.5} aria-hidden />}
        {file === null
          ? <Text size="sm" fw={500}>{t("media.drop")}</Text>
          : <Group gap={8}><Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>{file.name}</Text><Text span size="sm" c="dimmed">{formatBytes(file.size)}</Text></Group>}
        <Text size="xs" c="dimmed">{t("media.formats")}</Text>
      </label>
      {shown && <Text size="sm" c="var(--mantine-color-error)" mt={4} role="alert">{shown}</Text>}
    </div>
  );
}
