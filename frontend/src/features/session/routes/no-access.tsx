import { Button, Group } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PlainPage } from "@/components/plain-page";
import { EmptyState } from "@/components/states";
import { useSession } from "@/session/session";
import { useSignOut } from "@/session/use-sign-out";

/** Signed in, but this company admits nobody now, or not this person. */
export function NoAccessPage() {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  const canChoose = session.site === "bare" && session.memberships.length > 1;
  return (
    <PlainPage>
      <EmptyState
        icon={IconLock} title={t("session.no_access", { name: session.tenant?.name ?? "" })} text={t("session.no_access_text")}
        action={(
          <Group>
            {canChoose && <Button component={Link} to="/choose-company" variant="light">{t("nav.choose_company")}</Button>}
            <Button variant="default" onClick={signOut}>{t("session.sign_out")}</Button>
          </Group>
        )}
      />
    </PlainPage>
  );
}
