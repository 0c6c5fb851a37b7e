import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types";
import classes from "@/components/call-drawer.module.css";
import { CallParty } from "@/components/call-party";
import { CallResult } from "@/components/call-result";
import { useLineTitle } from "@/components/use-line-title";
import { attemptOf } from "@/lib/attempts";
import { formatDuration } from "@/lib/format";
import { formatPhone } from "@/lib/phone";

type Leg = CallDetail["legs"][number];

/** What a line was told, and what it answered. */
function OutsideFacts({ leg }: { leg: Leg }) {
  const { t } = useTranslation();
  const titleOf = useLineTitle();
  const shown = leg.is_hidden ? t("calls.hidden_number") : formatPhone(leg.shown);
  const facts = [
    [t("calls.line"), titleOf(leg.line)], [t("calls.route"), leg.route], [t("calls.call_class"), leg.call_class && t(`call_classes.${leg.call_class}`, leg.call_class)],
    [t("calls.sent_called"), leg.called === leg.number ? "" : leg.called], [t("calls.shown"), shown], [t("calls.diversion"), formatPhone(leg.diversion)],
    [t("calls.sip"), leg.sip === null ? "" : String(leg.sip)],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">{name}</Text>
          <Text component="dd" size="xs" m={0} className="vpbx-numbers" style={{ overflowWrap: "anywhere" }}>{value}</Text>
        </div>
      ))}
    </dl>
  );
}

/** Every phone and every try of a line. */
export function CallLegs({ legs }: { legs: Leg[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.legs}>
      {legs.map((leg, index) => {
        const attempt = attemptOf(legs, index);
        return (
          <li key={index} className={classes.leg}>
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <div>
                <Text size="xs" c="dimmed">{attempt === null ? t(`leg_roles.${leg.role}`) : t("calls.attempt", { number: attempt })}</Text>
                <CallParty party={leg} isHidden={leg.is_hidden && leg.role === "caller"} />
                {leg.line === "" && leg.device !== leg.number && <Text size="xs" c="dimmed" ff="monospace">{leg.device}</Text>}
              </div>
              <Stack gap={2} align="flex-end">
                <CallResult result={leg.result} />
                {leg.talk_seconds > 0 && <Text size="xs" c="dimmed" className="vpbx-numbers">{formatDuration(leg.talk_seconds)}</Text>}
              </Stack>
            </Group>
            {leg.line !== "" && <OutsideFacts leg={leg} />}
          </li>
        );
      })}
    </ul>
  );
}
