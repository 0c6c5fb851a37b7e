import { useEffect, useState, type SyntheticEvent } from "react";
import { Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { PlainPage } from "@/components/plain-page";
import { isLanguage, setLanguage } from "@/i18n";
import { homeOf, useSession, useSessionChanged } from "@/session/session";

/** Only paths of this site: a link must not carry a person elsewhere after signing in. */
export function safeNext(next: string | undefined): string | null {
  return next && /^\/(?![/\\])/.test(next) ? next : null;
}

function useSignIn() {
  const changed = useSessionChanged();
  const navigate = useNavigate();
  const next = safeNext((useSearch({ strict: false }) as { next?: string }).next);
  return useMutation({
    mutationFn: async (body: { email: string; password: string }) => {
      await api.POST("/api/v1/session/login/", { body });
      return changed();
    },
    onSuccess: async (session) => {
      if (isLanguage(session.user?.language)) await setLanguage(session.user.language);
      const isReady = session.tenant !== null || next?.startsWith("/platform");
      await navigate({ to: isReady && next ? next : homeOf(session) });
    },
  });
}

export function SignInPage() {
  const { t } = useTranslation();
  const session = useSession();
  const signIn = useSignIn();
  const textOf = useErrorText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  useEffect(() => { document.title = `${t("session.title")} · VPBX`; }, [t]);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  };
  return (
    <PlainPage>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Stack gap={4}>
            {session.tenant && <Text size="sm" c="tide" fw={600}>{session.tenant.name}</Text>}
            <Title order={1}>{t("session.title")}</Title>
            <Text c="dimmed" size="sm">{session.tenant ? t("session.text_company") : t("session.text")}</Text>
          </Stack>
          <Problems problems={signIn.error ? [textOf(asApiError(signIn.error))] : []} />
          <TextInput
            label={t("session.email")} type="email" name="email" autoComplete="username" required autoFocus withAsterisk={false}
            value={email} onChange={(event) => { setEmail(event.currentTarget.value); }} size="md"
          />
          <PasswordInput
            label={t("session.password")} name="password" autoComplete="current-password" required withAsterisk={false}
            value={password} onChange={(event) => { setPassword(event.currentTarget.value); }} size="md"
            visibilityToggleButtonProps={{ "aria-label": t("session.show_password") }}
          />
          <Button type="submit" size="md" loading={signIn.isPending}>{t("session.sign_in")}</Button>
          <Text size="xs" c="dimmed">{t("session.help")}</Text>
        </Stack>
      </form>
    </PlainPage>
  );
}
