import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import CreateLine from "@/components/outside/create-line";
import { useSaved } from "@/components/saved/use-saved";
import { useCarrierWrites } from "@/features/carriers/api";

export default function CreateCarrier({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { create, remove } = useCarrierWrites();
  const saved = useSaved();
  return (
    <CreateLine
      title={t("carriers.add")} scope="platform" onClose={onClose}
      create={async (values) => {
        const made = await create(values);
        saved({ title: t("carriers.added", { name: made.title || made.name }), undo: () => remove(made.id, { force: true }) });
        return () => { void navigate({ to: `/platform/carriers/${made.id}` }); };
      }}
    />
  );
}
