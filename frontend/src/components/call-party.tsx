import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Party } from "@/api/types";
import { formatPhone } from "@/lib/phone";

interface CallPartyProps {
  party: Party | null;
  /** Somebody who withheld the number, not nobody. */
  isHidden?: boolean;
}

/** A side of a call: name over number, whichever is known. */
export function CallParty({ party, isHidden = false }: CallPartyProps) {
  const { t } = useTranslation();
  if (party === null || (party.name === "" && party.number === "")) {
    return <Text span c="dimmed" size="sm">{isHidden ? t("calls.hidden_number") : "—"}</Text>;
  }
  const number = formatPhone(party.number);
  return (
    <div>
      <Text size="sm" fw={500} lh={1.3} className={party.name ? undefined : "vpbx-numbers"} style={party.name ? { overflowWrap: "anywhere" } : { whiteSpace: "nowrap" }}>{party.name || number}</Text>
      {party.name !== "" && party.number !== "" && <Text size="xs" c="dimmed" className="vpbx-numbers">{number}</Text>}
    </div>
  );
}
