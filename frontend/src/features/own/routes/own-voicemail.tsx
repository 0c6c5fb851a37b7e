import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/page-header";
import { MessageTable } from "@/components/voicemail/message-table";
import { useMay } from "@/session/session";

export default function OwnVoicemailPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("voicemail.own")} description={t("voicemail.own_text")} />
      <MessageTable scope="own" mayEdit={useMay("own.edit")} />
    </>
  );
}
