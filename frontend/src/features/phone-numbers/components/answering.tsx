import { Alert, Anchor, List, Stack, Text } from "@mantine/core";
import { IconPhoneIncoming } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { pathOfThing } from "@/components/outside/things";
import { QueryView } from "@/components/states";
import { useAnswering } from "@/features/phone-numbers/api";

/** Who answers this number now, as a sentence and step by step. */
export function AnsweringPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useAnswering(id);
  return (
    <QueryView query={query} rows={2}>
      {({ sentence, steps }) => (
        <Alert variant="light" color="tide" icon={<IconPhoneIncoming />} title={t("numbers.answering")} data-testid="answering">
          <Stack gap={6}>
            <Text size="sm" fw={600}>{sentence}</Text>
            {steps.length > 1 && (
              <List size="sm" type="ordered">
                {steps.map(({ text, kind, id: thing }, index) => {
                  const path = pathOfThing(kind, thing);
                  return <List.Item key={index}>{path === null ? text : <Anchor component={Link} to={path}>{text}</Anchor>}</List.Item>;
                })}
              </List>
            )}
          </Stack>
        </Alert>
      )}
    </QueryView>
  );
}
