import { useState } from "react";
import { Button, Group } from "@mantine/core";
import { IconArrowBackUp, IconBuildingSkyscraper, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { PoolNumber } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { lazily } from "@/components/lazily";
import { useSaved } from "@/components/saved/use-saved";
import { useTellProblem } from "@/components/tell-problem";
import { useOtherNumbers, usePoolWrites } from "@/features/pool/api";
import { formatPhone } from "@/lib/phone";

const GiveDialog = lazily(() => import("@/features/pool/components/give-dialog"));
const RestDialog = lazily(() => import("@/features/pool/components/rest-dialog"));

type Asked = "give" | "take_back" | "rest" | "delete";

interface DialogProps {
  number: PoolNumber;
  onClose: () => void;
}

/** Shows where the company uses the number, and what may stand in for it. */
function TakeBackDialog({ number, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { takeBack } = usePoolWrites();
  const saved = useSaved();
  const shown = formatPhone(number.number);
  const others = useOtherNumbers(number.tenant?.code, number.id).map((other) => ({ value: other.id, label: formatPhone(other.number) }));
  return (
    <DeleteDialog
      title={t("pool.take_back_title", { number: shown })} text={t("pool.take_back_text", { company: number.tenant?.name ?? "" })} replacements={others.length > 0 ? others : undefined}
      action={{ run: t("pool.take_back"), replaceAndRun: t("pool.replace_and_take_back") }}
      onClose={onClose} remove={(query) => takeBack(number.id, query)} onDeleted={() => { saved({ title: t("pool.taken_back", { number: shown }) }); }}
    />
  );
}

function RemoveDialog({ number, onClose }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = usePoolWrites();
  const saved = useSaved();
  const shown = formatPhone(number.number);
  return (
    <DeleteDialog
      title={t("pool.delete_title", { number: shown })} text={t("pool.delete_text")} onClose={onClose} remove={(query) => remove(number.id, query)}
      onDeleted={() => { saved({ title: t("pool.deleted", { number: shown }) }); void navigate({ to: "/platform/phone-numbers" }); }}
    />
  );
}

/** What can be done with a number in its state. */
export function NumberActions({ number }: { number: PoolNumber }) {
  const { t } = useTranslation();
  const { give, rest, release } = usePoolWrites();
  const saved = useSaved();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => { setAsked(null); };
  const shown = formatPhone(number.number);
  const isPool = number.carrier !== null;
  const free = useMutation({ mutationFn: () => release(number.id), onError: useTellProblem(), onSuccess: () => { saved({ title: t("pool.released", { number: shown }), undo: () => rest(number.id, number.quarantine_until ?? undefined) }); } });
  return (
    <Group gap="xs">
      {number.state === "free" && <Button leftSection={<IconBuildingSkyscraper size={16} />} onClick={() => { setAsked("give"); }}>{t("pool.give")}</Button>}
      {number.state === "free" && <Button variant="default" leftSection={<IconPlayerPause size={16} />} onClick={() => { setAsked("rest"); }}>{t("pool.rest")}</Button>}
      {number.state === "assigned" && isPool && <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={() => { setAsked("take_back"); }}>{t("pool.take_back")}</Button>}
      {number.state === "quarantine" && <Button variant="default" leftSection={<IconPlayerPlay size={16} />} loading={free.isPending} onClick={() => { free.mutate(); }}>{t("pool.release")}</Button>}
      {(number.state !== "assigned" || !isPool) && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setAsked("delete"); }}>{t("common.delete")}</Button>}
      {asked === "give" && (
        <GiveDialog
          title={t("pool.give_title", { number: shown })} onClose={close}
          give={async (tenant) => { await give(number.id, tenant); saved({ title: t("pool.given", { number: shown }) }); }}
        />
      )}
      {asked === "rest" && (
        <RestDialog
          title={t("pool.rest_title", { number: shown })} onClose={close}
          rest={async (until) => { await rest(number.id, until); saved({ title: t("pool.rested", { number: shown }), undo: () => release(number.id) }); }}
        />
      )}
      {asked === "take_back" && <TakeBackDialog number={number} onClose={close} />}
      {asked === "delete" && <RemoveDialog number={number} onClose={close} />}
    </Group>
  );
}
