import { Button, NavLink, Stack, Text, Title } from "@mantine/core";
import { IconBuilding, IconChevronRight } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { PlainPage } from "@/components/plain-page";
import { EmptyState } from "@/components/states";
import { homeOf, useSession, useSessionChanged } from "@/session/session";
import { useSignOut } from "@/session/use-sign-out";

/** On an address that names no company: which one to enter. */
export function ChooseCompanyPage() {
  const { t } = useTranslation();
  const session = useSession();
  const changed = useSessionChanged();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const textOf = useErrorText();
  const choose = useMutation({
    mutationFn: async (code: string) => {
      await api.POST("/api/v1/session/tenant/", { body: { code } });
      return changed();
    },
    onSuccess: (next) => navigate({ to: homeOf(next) }),
  });
  return (
    <PlainPage>
      <Stack>
        <Stack gap={4}>
          <Title order={1}>{t("session.choose_title")}</Title>
          <Text c="dimmed" size="sm">{session.user?.email}</Text>
        </Stack>
        <Problems problems={choose.error ? [textOf(asApiError(choose.error))] : []} />
        {session.memberships.length === 0 && <EmptyState icon={IconBuilding} title={t("session.choose_none")} text={t("session.choose_none_text")} />}
        <Stack gap={4}>
          {session.memberships.map((membership) => (
            <NavLink
              key={membership.code} component="button" label={membership.name} description={t(`roles.${membership.role}`)}
              leftSection={<IconBuilding size={20} stroke={1.6} />} rightSection={<IconChevronRight size={16} />}
              disabled={choose.isPending} onClick={() => { choose.mutate(membership.code); }} style={{ borderRadius: 10 }}
            />
          ))}
        </Stack>
        <Button variant="default" onClick={signOut}>{t("session.sign_out")}</Button>
      </Stack>
    </PlainPage>
  );
}
