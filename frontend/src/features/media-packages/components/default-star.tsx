import { ActionIcon } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MediaPackage } from "@/api/types";
import { useSaved } from "@/components/saved/use-saved";
import { useTellProblem } from "@/components/tell-problem";
import { usePackageWrites } from "@/features/media-packages/api";

/** The star of the package that plays where none is named (004). */
export function DefaultStar({ row: { id, name, is_default: isDefault }, isDisabled }: { row: MediaPackage; isDisabled: boolean }) {
  const { t } = useTranslation();
  const { update } = usePackageWrites();
  const saved = useSaved();
  const put = useMutation({
    mutationFn: () => update(id, { is_default: !isDefault }),
    onError: useTellProblem(),
    onSuccess: () => { saved({ title: isDefault ? t("music.default_removed") : t("music.default_set", { name }) }); },
  });
  return (
    <ActionIcon
      aria-label={t(isDefault ? "music.is_default" : "music.make_default", { name })} aria-pressed={isDefault} color={isDefault ? "yellow" : "gray"} loading={put.isPending} disabled={isDisabled}
      onClick={() => { put.mutate(); }}
    >
      {isDefault ? <IconStarFilled size={18} color="var(--vpbx-warn)" /> : <IconStar size={18} />}
    </ActionIcon>
  );
}
