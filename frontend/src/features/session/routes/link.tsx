import { useState, type SyntheticEvent } from "react";
import { Button, PasswordInput, Progress, Stack, Text, Title } from "@mantine/core";
import { IconLinkOff } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { PlainPage } from "@/components/plain-page";
import { EmptyState, QueryView } from "@/components/states";
import { passwordStrength } from "@/lib/password";
import { homeOf, useSessionChanged } from "@/session/session";

function SetPassword({ token, info }: { token: string; info: { email: string; name?: string; company?: { name: string } | null } }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const changed = useSessionChanged();
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const strength = passwordStrength(password);
  const enter = useMutation({
    mutationFn: async () => {
      await api.POST("/api/v1/session/links/{token}/", { params: { path: { token } }, body: { password } });
      return changed();
    },
    onSuccess: (session) => navigate({ to: homeOf(session) }),
  });
  const submit = (event: SyntheticEvent) => { event.preventDefault(); enter.mutate(); };
  const problem = enter.error ? asApiError(enter.error) : null;
  const fieldProblem = problem?.fields.password?.map(textOf).join(" ");
  return (
    <form onSubmit={submit}>
      <Stack>
        <Stack gap={4}>
          {info.company && <Text size="sm" c="tide" fw={600}>{info.company.name}</Text>}
          <Title order={1}>{t("session.link_title")}</Title>
          <Text c="dimmed" size="sm">{t("session.link_text", { email: info.email })}</Text>
        </Stack>
        <Problems problems={problem && !fieldProblem ? [textOf(problem)] : []} />
        <input type="hidden" name="username" autoComplete="username" value={info.email} />
        <PasswordInput
          label={t("session.new_password")} description={t("session.password_rule")} autoComplete="new-password" required autoFocus
          withAsterisk={false} size="md" value={password} error={fieldProblem} onChange={(event) => { setPassword(event.currentTarget.value); }}
          visibilityToggleButtonProps={{ "aria-label": t("session.show_password") }}
        />
        <Progress value={strength * 25} color={strength < 2 ? "red" : strength < 3 ? "yellow" : "tide"} size="sm" aria-label={t("session.strength")} />
        <Button type="submit" size="md" loading={enter.isPending} disabled={password === ""}>{t("session.link_enter")}</Button>
      </Stack>
    </form>
  );
}

/** The page behind a one-time link: choose a password and be inside. */
export function LinkPage() {
  const { t } = useTranslation();
  const { token } = useParams({ strict: false }) as { token: string };
  const query = $api.useQuery("get", "/api/v1/session/links/{token}/", { params: { path: { token } } }, { retry: false, staleTime: Infinity });
  const isSpent = (query.error && asApiError(query.error).status >= 400);
  const spent = (
    <EmptyState
      icon={IconLinkOff} title={t("session.link_spent")} text={t("session.link_spent_text")}
      action={<Button component={Link} to="/sign-in" variant="light">{t("session.sign_in")}</Button>}
    />
  );
  return (
    <PlainPage>
      {isSpent ? spent : <QueryView query={query} rows={4}>{(info) => <SetPassword token={token} info={info} />}</QueryView>}
    </PlainPage>
  );
}
