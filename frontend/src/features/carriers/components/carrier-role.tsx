import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Carrier } from "@/api/types";

/** What a carrier is for besides its own numbers. */
export function CarrierRole({ carrier }: { carrier: Pick<Carrier, "is_default" | "emergency_order"> }) {
  const { t } = useTranslation();
  if (!carrier.is_default && carrier.emergency_order === null) return null;
  return (
    <Group gap={6}>
      {carrier.is_default && <Badge variant="light" color="tide" miw="max-content">{t("carriers.is_default")}</Badge>}
      {carrier.emergency_order !== null && <Badge variant="light" color="blue" miw="max-content">{t("carriers.emergency", { place: carrier.emergency_order })}</Badge>}
    </Group>
  );
}
