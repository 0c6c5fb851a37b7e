import { Button, Group, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { ScheduleValues } from "@/components/schedules/values";
import { useTellProblem } from "@/components/tell-problem";

interface ServiceNumberProps {
  form: UseFormReturnType<ScheduleValues>;
  isDisabled: boolean;
}

/** The number that opens and closes from any phone, and whose lamp tells. */
export function ServiceNumber({ form, isDisabled }: ServiceNumberProps) {
  const { t } = useTranslation();
  const free = useMutation({
    mutationFn: async () => (await api.GET("/api/v1/numbering/free/", { params: { query: { kind: "schedule" } } })).data?.number ?? "",
    onSuccess: (number) => { form.setFieldValue("number", number); },
    onError: useTellProblem(),
  });
  return (
    <>
      <Group align="flex-end" gap="sm" mb="sm">
        <TextInput label={t("schedules.service_number")} placeholder={t("schedules.service_number_hint")} inputMode="numeric" w={240} disabled={isDisabled} {...form.getInputProps("number")} />
        {!isDisabled && form.values.number === "" && <Button variant="default" loading={free.isPending} onClick={() => { free.mutate(); }}>{t("schedules.take_free")}</Button>}
      </Group>
      <Text size="sm" c="dimmed" maw={720}>{t("schedules.service_number_text")}</Text>
    </>
  );
}
