import { useState } from "react";
import { ActionIcon, Menu } from "@mantine/core";
import { IconCopy, IconDots, IconDownload, IconPencil, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { DeleteDialog } from "@/components/delete-dialog";
import { lazily } from "@/components/lazily";
import { useSaved } from "@/components/saved/use-saved";
import { useTellProblem } from "@/components/tell-problem";
import { draftFilePath, useFlowWrites, type Flow } from "@/features/flows/api";

const RenameFlow = lazily(() => import("@/features/flows/components/rename-flow"));

function DeleteFlow({ flow, onClose, onDeleted }: { flow: Flow; onClose: () => void; onDeleted: () => void }) {
  const { t } = useTranslation();
  const saved = useSaved();
  const { remove } = useFlowWrites();
  const all = $api.useQuery("get", "/api/v1/flows/", { params: { query: { page_size: 500 } } }, { staleTime: 30_000 }).data?.results ?? [];
  const others = all.filter(({ id }) => id !== flow.id).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <DeleteDialog
      title={t("flows.delete_title", { name: flow.name })} text={t("flows.delete_text")} replacements={others.length > 0 ? others : undefined} onClose={onClose}
      remove={(query) => remove(flow.id, query)} onDeleted={() => { saved({ title: t("flows.deleted", { name: flow.name }) }); onDeleted(); }}
    />
  );
}

/** What is done to a flow as a whole: renamed, copied, taken away as a file, deleted. */
export function FlowMenu({ flow, mayEdit, onDeleted }: { flow: Flow; mayEdit: boolean; onDeleted?: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tell = useTellProblem();
  const { copy } = useFlowWrites();
  const [asked, setAsked] = useState<"rename" | "delete" | null>(null);
  const close = () => { setAsked(null); };
  const runCopy = () => { copy(flow.id).then((made) => navigate({ to: `/flows/${made.id}` }), tell); };
  return (
    // A row of a list is opened by a press on it.
    <span role="presentation" onClick={(event) => { event.stopPropagation(); }}>
      <Menu withinPortal position="bottom-end">
        <Menu.Target><ActionIcon size="lg" aria-label={t("flows.actions_of", { name: flow.name })}><IconDots size={18} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {mayEdit && <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => { setAsked("rename"); }}>{t("flows.rename")}</Menu.Item>}
          {mayEdit && <Menu.Item leftSection={<IconCopy size={16} />} onClick={runCopy}>{t("flows.copy")}</Menu.Item>}
          <Menu.Item leftSection={<IconDownload size={16} />} component="a" href={draftFilePath(flow.id)} download>{t("flows.export")}</Menu.Item>
          {mayEdit && <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => { setAsked("delete"); }}>{t("common.delete")}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {asked === "rename" && <RenameFlow flow={flow} onClose={close} />}
      {asked === "delete" && <DeleteFlow flow={flow} onClose={close} onDeleted={() => onDeleted?.()} />}
    </span>
  );
}
