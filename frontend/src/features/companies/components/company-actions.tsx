import { useState } from "react";
import { Alert, Button, Group, List, Modal, Stack } from "@mantine/core";
import { IconCheck, IconEyeglass2, IconLink, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Tenant } from "@/api/types";
import ConfirmDialog from "@/components/confirm-dialog";
import { CopyField } from "@/components/copy-field";
import { OnceAlert } from "@/components/credentials-panel";
import { useTellProblem } from "@/components/tell-problem";
import { useCompanyWrites } from "@/features/companies/api";
import { useActAs } from "@/features/companies/use-act-as";
import { useMay } from "@/session/session";

function AdminLinkButton({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const { adminLink } = useCompanyWrites();
  const [link, setLink] = useState<string | null>(null);
  const make = useMutation({ mutationFn: () => adminLink(tenant.code), onSuccess: (made) => { setLink(made.admin_link); }, onError: useTellProblem() });
  return (
    <>
      <Button variant="default" leftSection={<IconLink size={16} />} loading={make.isPending} onClick={() => { make.mutate(); }}>{t("companies.admin_link")}</Button>
      <Modal opened={link !== null} onClose={() => { setLink(null); }} title={t("companies.admin_link")} closeButtonProps={{ "aria-label": t("common.close") }}>
        <Stack><OnceAlert /><CopyField label={t("companies.admin_link")} value={link ?? ""} /></Stack>
      </Modal>
    </>
  );
}

function DisableButton({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const { setDisabled } = useCompanyWrites();
  const isDisabled = tenant.status === "disabled";
  const [isAsking, setAsking] = useState(false);
  const change = useMutation({ mutationFn: () => setDisabled(tenant.code, !isDisabled), onError: useTellProblem() });
  const ask = () => {
    if (isDisabled) { change.mutate(); return; }
    setAsking(true);
  };
  const icon = isDisabled ? <IconPlayerPlay size={16} /> : <IconPlayerStop size={16} />;
  return (
    <>
      <Button variant="default" c={isDisabled ? undefined : "var(--vpbx-bad)"} leftSection={icon} loading={change.isPending} onClick={ask}>{t(isDisabled ? "companies.enable" : "companies.disable")}</Button>
      {isAsking && (
        <ConfirmDialog
          title={t("companies.disable_title", { name: tenant.name })} text={t("companies.disable_text")} action={t("companies.disable")} color="red"
          onConfirm={() => { change.mutate(); }} onClose={() => { setAsking(false); }}
        />
      )}
    </>
  );
}

export function CompanyActions({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const mayEdit = useMay("platform.edit");
  const mayActAs = useMay("platform.act_as");
  const actAs = useActAs();
  return (
    <Group gap="xs">
      {mayActAs && tenant.status === "active" && (
        <Button variant="light" leftSection={<IconEyeglass2 size={18} />} loading={actAs.isPending} onClick={() => { actAs.mutate(tenant.code); }}>{t("companies.act_as")}</Button>
      )}
      {mayEdit && tenant.status !== "provisioning" && <><AdminLinkButton tenant={tenant} /><DisableButton tenant={tenant} /></>}
    </Group>
  );
}

/** Whether a disabled company has really left the node. */
export function DisabledNotice({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  if (tenant.status !== "disabled") return null;
  const { applied, requested, error } = tenant.config_state;
  const leftovers = tenant.config_state.leftovers as string[];
  if (error) return <Alert color="red" title={t("companies.disabling_failed")}>{error}</Alert>;
  if (applied < requested) return <Alert color="blue" title={t("companies.disabling")}>{t("companies.disabling_text")}</Alert>;
  if (leftovers.length === 0) return <Alert color="tide" icon={<IconCheck />} title={t("companies.disabled_verified")}>{t("companies.disabled_verified_text")}</Alert>;
  return <Alert color="orange" title={t("companies.leftovers")}><List size="sm">{leftovers.map((item) => <List.Item key={item}>{item}</List.Item>)}</List></Alert>;
}
