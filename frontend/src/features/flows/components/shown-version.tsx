import { useMemo } from "react";
import { Button, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { QueryView } from "@/components/states";
import { useVersion, type Flow, type FlowVersionDetail } from "@/features/flows/api";
import { DifferenceWords } from "@/features/flows/components/difference-words";
import { Drawing } from "@/features/flows/components/drawing";
import classes from "@/features/flows/components/flow.module.css";
import { differenceOf, mergedFor } from "@/features/flows/model/difference";
import type { FlowDocument } from "@/features/flows/model/document";
import { useFormats } from "@/lib/format";

/** A version that is looked at instead of the draft. */
export interface Look {
  version: number;
  /** The draft, with what differs from the version. */
  isCompared: boolean;
}

interface ShownVersionProps {
  flow: Flow;
  look: Look;
  draft: FlowDocument;
  onClose: () => void;
}

function Shown({ version, look, draft, onClose }: Omit<ShownVersionProps, "flow"> & { version: FlowVersionDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { document } = version;
  const difference = useMemo(() => (look.isCompared ? differenceOf(document, draft) : null), [document, draft, look.isCompared]);
  const shown = useMemo(() => (look.isCompared ? mergedFor(document, draft) : document), [document, draft, look.isCompared]);
  return (
    <div className={classes.shown}>
      <div className={classes.banner}>
        <Text size="sm" fw={600}>{t(look.isCompared ? "flow_versions.comparing" : "flow_versions.looking", { version: version.version, time: formats.moment(version.at) })}</Text>
        {difference && <DifferenceWords difference={difference} />}
        <Button size="compact-sm" variant="default" leftSection={<IconArrowLeft size={14} />} onClick={onClose}>{t("flow_versions.to_draft")}</Button>
      </div>
      <Drawing key={`${String(look.version)}-${String(look.isCompared)}`} document={shown} difference={difference} />
    </div>
  );
}

/** A published version on the canvas, alone or against the draft. */
export function ShownVersion({ flow, look, draft, onClose }: ShownVersionProps) {
  const version = useVersion(flow.id, look.version);
  return <QueryView query={version}>{(detail) => <Shown version={detail} look={look} draft={draft} onClose={onClose} />}</QueryView>;
}
