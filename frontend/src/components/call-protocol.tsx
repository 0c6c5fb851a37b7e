import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types";
import classes from "@/components/call-drawer.module.css";
import { useLineTitle } from "@/components/use-line-title";
import { formatPhone } from "@/lib/phone";
import { detailsOf, objectOf } from "@/lib/protocol";

/** What happened, second by second (000: elapsed, event, object). */
export function CallProtocol({ lines }: { lines: CallDetail["protocol"] }) {
  const { t } = useTranslation();
  const titleOf = useLineTitle();
  const words = { t: (key: string, values?: Record<string, string>) => t(key, values ?? {}), titleOf, formatPhone };
  return (
    <ol className={classes.protocol}>
      {lines.map((line, index) => {
        const object = objectOf(line, words);
        const details = detailsOf(line, words);
        return (
          <li key={index} className={classes.line}>
            <Text size="sm" c="dimmed" ta="right" className="vpbx-numbers">+{line.elapsed.toFixed(1)} {t("units.s")}</Text>
            <span className={classes.mark} aria-hidden />
            <div>
              <Text size="sm"><b>{t(`events.${line.event}`, line.event)}</b>{object !== "" && <Text span c="dimmed" className="vpbx-numbers"> · {object}</Text>}</Text>
              {details.length > 0 && <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>{details.join(" · ")}</Text>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
