import { Button, FileButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUpload } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useTellProblem } from "@/components/tell-problem";
import { useFlowWrites, type FlowFile } from "@/features/flows/api";

async function readFile(file: File): Promise<FlowFile | null> {
  try {
    const read: unknown = JSON.parse(await file.text());
    return typeof read === "object" && read !== null ? (read as FlowFile) : null;
  } catch {
    return null;
  }
}

/** A flow out of a file that was downloaded here or elsewhere. */
export function LoadFlow() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tell = useTellProblem();
  const { load } = useFlowWrites();
  const take = async (file: File) => {
    const read = await readFile(file);
    if (read === null) {
      notifications.show({ color: "red", title: t("states.failed"), message: t("flows.not_json") });
      return;
    }
    try {
      const made = await load(read);
      notifications.show({ color: "tide", message: t("flows.imported", { name: made.name }) });
      await navigate({ to: `/flows/${made.id}` });
    } catch (thrown) {
      tell(thrown);
    }
  };
  return (
    <FileButton accept="application/json,.json" onChange={(file) => { if (file) void take(file); }}>
      {(props) => <Button variant="default" leftSection={<IconUpload size={16} />} {...props}>{t("flows.import")}</Button>}
    </FileButton>
  );
}
