import { useState } from "react";
import { Alert, Button, Group, Text, TextInput } from "@mantine/core";
import { IconMapPin, IconQuestionMark, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useLookup } from "@/features/number-ranges/api";
import { placeOf, rangeText } from "@/features/number-ranges/ranges";

/** One range for a whole number; a beginning has many, and they are found in the list below. */
function Answer({ number }: { number: string }) {
  const { t } = useTranslation();
  const query = useLookup(number);
  return (
    <QueryView query={query} rows={1}>
      {({ results: [found, other] }) => {
        if (found === undefined || other !== undefined) {
          return <Alert mt="md" variant="light" color="yellow" icon={<IconQuestionMark />} role="status">{t(found === undefined ? "ranges.not_found" : "ranges.too_short")}</Alert>;
        }
        const { region, details } = placeOf(found.region);
        return (
          <Alert mt="md" variant="light" color="tide" icon={<IconMapPin />} role="status" title={[t(`ranges.kind_${found.kind}`), found.operator].filter((part) => part !== "").join(", ")}>
            <Text size="sm">{region}{details !== "" && ` (${details})`}</Text>
            <Text size="sm" c="dimmed" className="vpbx-numbers">{rangeText(found.first, found.last)}</Text>
          </Alert>
        );
      }}
    </QueryView>
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
