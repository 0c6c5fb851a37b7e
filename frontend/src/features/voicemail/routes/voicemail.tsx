import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { MessageTable } from "@/components/voicemail/message-table";
import { Room } from "@/features/voicemail/components/room";
import { useMay } from "@/session/session";

const Boxes = lazily(() => import("@/features/voicemail/components/boxes"));

/** All messages of the company, and the boxes that they lie in. */
export default function VoicemailPage() {
  const { t } = useTranslation();
  const { tab = "messages" } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  const mayEdit = useMay("voicemail.edit");
  const open = (value: string | null) => { void navigate({ to: ".", search: (value === "messages" ? {} : { tab: value ?? "" }) as never }); };
  return (
    <>
      <PageHeader title={t("voicemail.title")} description={t(tab === "boxes" ? "voicemail.boxes_text" : "voicemail.text")} />
      <Room />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="messages">{t("voicemail.messages")}</Tabs.Tab>
          <Tabs.Tab value="boxes">{t("voicemail.boxes")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="messages"><MessageTable scope="company" mayEdit={mayEdit} /></Tabs.Panel>
        <Tabs.Panel value="boxes"><Boxes mayEdit={mayEdit} /></Tabs.Panel>
      </Tabs>
    </>
  );
}
