import { Alert, Anchor, List, Text } from "@mantine/core";
import { IconPhoneIncoming } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AnsweringStep } from "@/api/types";
import { pathOfThing } from "@/components/outside/things";
import { QueryView } from "@/components/states";
import { useAnswering } from "@/features/phone-numbers/api";

/** A step that is a thing of the cabinet leads to it. */
function Words({ step: { text, kind, id } }: { step: AnsweringStep }) {
  const path = pathOfThing(kind, id);
  return path === null ? text : <Anchor component={Link} to={path} inherit c="inherit" underline="always">{text}</Anchor>;
}

/** Who answers this number now, as a sentence and what leads there. */
export function AnsweringPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useAnswering(id);
  return (
    <QueryView query={query} rows={2}>
      {({ sentence, steps }) => {
        const last = steps.find(({ text }) => text === sentence);
        const before = steps.filter((step) => step !== last);
        return (
          <Alert variant="light" color="tide" icon={<IconPhoneIncoming />} title={t("numbers.answering")} data-testid="answering">
            <Text size="sm" fw={600}>{last ? <Words step={last} /> : sentence}</Text>
            {before.length > 0 && <List size="sm" mt={6}>{before.map((step, index) => <List.Item key={index}><Words step={step} /></List.Item>)}</List>}
          </Alert>
        );
      }}
    </QueryView>
  );
}
