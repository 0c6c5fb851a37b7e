import { Text } from "@mantine/core";
import type { Party } from "@/api/types";

/** A side of a call: name over number, whichever is known. */
export function CallParty({ party }: { party: Party | null }) {
  if (party === null || (party.name === "" && party.number === "")) return <Text span c="dimmed" size="sm">—</Text>;
  return (
    <div>
      <Text size="sm" fw={500} lh={1.3} className={party.name ? undefined : "vpbx-numbers"} style={{ overflowWrap: "anywhere" }}>{party.name || party.number}</Text>
      {party.name !== "" && party.number !== "" && <Text size="xs" c="dimmed" className="vpbx-numbers">{party.number}</Text>}
    </div>
  );
}
