import { useState } from "react";
import { Badge, Button, Card, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import ConfirmDialog from "@/components/confirm-dialog";
import { useSaved } from "@/components/saved/use-saved";
import { QueryView } from "@/components/states";
import { useTellProblem } from "@/components/tell-problem";
import { useFlowWrites, useVersions, type Flow, type FlowVersion } from "@/features/flows/api";
import { PanelHead } from "@/features/flows/components/panel-head";
import type { Look } from "@/features/flows/components/shown-version";
import { useFormats } from "@/lib/format";

interface VersionsPanelProps {
  flow: Flow;
  mayEdit: boolean;
  /** The draft has something that is not published. */
  hasChanges: boolean;
  look: Look | null;
  onLook: (look: Look | null) => void;
  onReload: () => void;
  onClose: () => void;
}

function Counts({ changes: { added, removed, changed, links } }: { changes: FlowVersion["changes"] }) {
  const { t } = useTranslation();
  const parts = [
    added > 0 && t("flow_versions.count_added", { count: added }), removed > 0 && t("flow_versions.count_removed", { count: removed }),
    changed > 0 && t("flow_versions.count_changed", { count: changed }), links > 0 && t("flow_versions.count_links", { count: links }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : <Text size="xs" c="dimmed">{parts.join(", ")}</Text>;
}

interface VersionCardProps {
  version: FlowVersion;
  mayEdit: boolean;
  look: Look | null;
  onLook: (look: Look) => void;
  onRestore: () => void;
}

function VersionCard({ version: row, mayEdit, look, onLook, onRestore }: VersionCardProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isShown = (isCompared: boolean) => look?.version === row.version && look.isCompared === isCompared;
  const button = (isCompared: boolean) => (
    <Button size="compact-xs" variant={isShown(isCompared) ? "filled" : "default"} aria-pressed={isShown(isCompared)} onClick={() => { onLook({ version: row.version, isCompared }); }}>
      {t(isCompared ? "flow_versions.compare" : "flow_versions.show")}
    </Button>
  );
  return (
    <Card padding="sm" component="li">
      <Group gap="xs"><Text fw={600} size="sm">{t("flow_versions.version", { version: row.version })}</Text>{row.is_live && <Badge size="sm" color="tide" variant="light">{t("flow_versions.current")}</Badge>}</Group>
      <Text size="xs" c="dimmed">{[formats.moment(row.at), row.by].filter((part) => part !== "").join(" · ")}</Text>
      {row.restored_from !== null && <Text size="xs">{t("flow_versions.restored", { version: row.restored_from })}</Text>}
      {row.note !== "" && <Text size="sm" mt={4} style={{ overflowWrap: "anywhere" }}>{row.note}</Text>}
      <Counts changes={row.changes} />
      <Group gap={6} mt="xs">
        {button(false)}
        {button(true)}
        {mayEdit && !row.is_live && <Button size="compact-xs" variant="default" onClick={onRestore}>{t("flow_versions.restore")}</Button>}
      </Group>
    </Card>
  );
}

/** What was published when, by whom and why; each can be looked at, compared and brought back. */
export default function VersionsPanel({ flow, mayEdit, hasChanges, look, onLook, onReload, onClose }: VersionsPanelProps) {
  const { t } = useTranslation();
  const saved = useSaved();
  const tell = useTellProblem();
  const { restore, dropDraft } = useFlowWrites();
  const [cursor, setCursor] = useState<string>();
  const [asked, setAsked] = useState<number | "drop" | null>(null);
  const versions = useVersions(flow.id, cursor);
  const cursorOf = (address: string) => new URL(address, window.location.origin).searchParams.get("cursor") ?? undefined;
  const bringBack = (version: number) => {
    restore(flow.id, version).then(() => { saved({ title: t("flow_versions.restored_now", { version }) }); onLook(null); onReload(); }, tell);
  };
  const drop = () => { dropDraft(flow.id).then(() => { onLook(null); onReload(); }, tell); };
  return (
    <Stack gap="md" component="section" aria-label={t("flow_versions.title")} data-testid="versions">
      <PanelHead title={t("flow_versions.title")} onClose={onClose} />
      <QueryView query={versions}>
        {({ results, next, previous }) => (
          <>
            {results.length === 0 && <Text size="sm">{t("flow_versions.none")}</Text>}
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
              {results.map((row) => <VersionCard key={row.version} version={row} mayEdit={mayEdit} look={look} onLook={onLook} onRestore={() => { setAsked(row.version); }} />)}
            </Stack>
            <Group>
              {previous !== null && <Button size="xs" variant="default" onClick={() => { setCursor(cursorOf(previous)); }}>{t("table.previous")}</Button>}
              {next !== null && <Button size="xs" variant="default" onClick={() => { setCursor(cursorOf(next)); }}>{t("table.next")}</Button>}
            </Group>
            {results.length > 0 && <Text size="xs" c="dimmed">{t("flow_versions.kept")}</Text>}
          </>
        )}
      </QueryView>
      {mayEdit && hasChanges && flow.published_version !== null && <Button variant="default" onClick={() => { setAsked("drop"); }}>{t("flow_versions.drop")}</Button>}
      {typeof asked === "number" && (
        <ConfirmDialog title={t("flow_versions.restore_title", { version: asked })} text={t("flow_versions.restore_text")} action={t("flow_versions.restore")} onConfirm={() => { bringBack(asked); }} onClose={() => { setAsked(null); }} />
      )}
      {asked === "drop" && <ConfirmDialog title={t("flow_versions.drop")} text={t("flow_versions.drop_text")} action={t("flow_versions.drop")} color="red" onConfirm={drop} onClose={() => { setAsked(null); }} />}
    </Stack>
  );
}
