import { useState } from "react";
import { Alert, Button, Group, Text, TextInput } from "@mantine/core";
import { IconMapPin, IconQuestionMark, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Section } from "@/components/section";
import { useLookup } from "@/features/number-ranges/api";
import { formatPhone } from "@/lib/phone";

function Answer({ number }: { number: string }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const { data, error, isFetching } = useLookup(number);
  if (error !== null && !isFetching) return <Alert mt="md" variant="light" color="yellow" icon={<IconQuestionMark />} role="status">{textOf(asApiError(error))}</Alert>;
  if (data === undefined) return null;
  return (
    <Alert mt="md" variant="light" color="tide" icon={<IconMapPin />} role="status" title={formatPhone(data.number)}>
      <Text size="sm"><b>{t(`ranges.kind_${data.kind}`, data.kind)}</b> · {[data.operator, data.region].filter((part) => part !== "").join(", ")}</Text>
    </Alert>
  );
}

/** Whose number this is, by the regulator's register. */
export function Lookup() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  return (
    <Section title={t("ranges.lookup")} text={t("ranges.lookup_text")}>
      <form onSubmit={(event) => { event.preventDefault(); setAsked(text.trim()); }}>
        <Group gap="sm">
          <TextInput type="tel" style={{ flex: "1 1 200px" }} maw={320} aria-label={t("ranges.number")} placeholder="8 916 123-45-67" value={text} onChange={(event) => { setText(event.currentTarget.value); }} />
          <Button type="submit" variant="light" leftSection={<IconSearch size={16} />} disabled={text.trim() === ""}>{t("ranges.find")}</Button>
        </Group>
      </form>
      {asked !== "" && <Answer number={asked} />}
    </Section>
  );
}
