import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import CreateLine from "@/components/outside/create-line";
import { useSaved } from "@/components/saved/use-saved";
import { useTrunkWrites } from "@/features/trunks/api";

export default function CreateTrunk({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { create, remove } = useTrunkWrites();
  const saved = useSaved();
  return (
    <CreateLine
      title={t("trunks.add")} scope="company" onClose={onClose}
      create={async (values) => {
        const made = await create(values);
        saved({ title: t("trunks.added", { name: made.title || made.name }), undo: () => remove(made.id, { force: true }) });
        return () => { void navigate({ to: `/trunks/${made.id}` }); };
      }}
    />
  );
}
