import { Alert, Anchor, List, Text } from "@mantine/core";
import { IconPhoneIncoming } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { AnsweringStep } from "@/api/types";
import { pathOfThing } from "@/components/outside/things";
import { QueryView } from "@/components/states";
import { useAnswering } from "@/features/phone-numbers/api";

/** A step that is a thing of the cabinet leads to it. */
function Words({ step: { text, kind, id } }: { step: AnsweringStep }) {
  const path = pathOfThing(kind, id);
  return path === null ? text : <Anchor component={Link} to={path} inherit c="inherit" underline="always">{text}</Anchor>;
}

interface AnsweringPanelProps {
  id: string;
  title: string;
  /** A moment; none: now. */
  at?: string;
  testId?: string;
}

/** Who answers this number, as a sentence and what leads there. */
export function AnsweringPanel({ id, title, at, testId = "answering" }: AnsweringPanelProps) {
  const query = useAnswering(id, at);
  return (
    <QueryView query={query} rows={2}>
      {({ sentence, steps }) => {
        const last = steps.find(({ text }) => text === sentence);
        const before = steps.filter((step) => step !== last);
        return (
          <Alert variant="light" color="tide" icon={<IconPhoneIncoming />} title={title} data-testid={testId}>
            <Text size="sm" fw={600}>{last ? <Words step={last} /> : sentence}</Text>
            {before.length > 0 && <List size="sm" mt={6}>{before.map((step, index) => <List.Item key={index}><Words step={step} /></List.Item>)}</List>}
          </Alert>
        );
      }}
    </QueryView>
  );
}
