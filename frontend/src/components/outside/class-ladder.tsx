import { Alert, Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconLock, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallClass } from "@/api/types";
import classes from "@/components/outside/class-ladder.module.css";
import { CALL_CLASSES, classesUpTo, LADDER, rungOf, sortClasses } from "@/components/outside/classes";

interface ClassLadderProps {
  value: CallClass[];
  onChange: (value: CallClass[]) => void;
  /** What may be chosen at all; the rest is shown closed. */
  ceiling: CallClass[];
  label: string;
  error?: React.ReactNode;
  isDisabled: boolean;
}

/** A rung that is only read. */
function Told({ name, isOn }: { name: CallClass; isOn: boolean }) {
  const { t } = useTranslation();
  const Icon = isOn ? IconCheck : IconMinus;
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Icon size={20} color={isOn ? "var(--vpbx-good)" : "var(--mantine-color-dimmed)"} aria-label={t(isOn ? "classes.on" : "classes.off")} />
      <div><Text size="sm">{t(`classes.${name}`)}</Text><Text size="xs" c="dimmed">{t(`classes.${name}_hint`)}</Text></div>
    </Group>
  );
}

/** Which outside calls are allowed, from the nearest to the farthest, with what the operator has closed. */
export function ClassLadder({ value, onChange, ceiling, label, error, isDisabled }: ClassLadderProps) {
  const { t } = useTranslation();
  const rung = rungOf(value, ceiling);
  const toggle = (name: CallClass, isOn: boolean) => { onChange(sortClasses(isOn ? [...value, name] : value.filter((other) => other !== name))); };
  return (
    <Stack gap="sm">
      {!isDisabled && (
        <Group gap="xs" role="group" aria-label={t("classes.usual")}>
          {LADDER.filter(({ upTo }) => ceiling.includes(upTo)).map(({ key, upTo }) => (
            <Button key={key} size="xs" variant={rung === key ? "light" : "default"} aria-pressed={rung === key} onClick={() => { onChange(classesUpTo(upTo, ceiling)); }}>{t(`classes.rung_${key}`)}</Button>
          ))}
        </Group>
      )}
      <ul className={classes.ladder} aria-label={label}>
        {CALL_CLASSES.map((name) => {
          const isClosed = !ceiling.includes(name);
          const isOn = value.includes(name) && !isClosed;
          return (
            <li key={name} className={classes.rung} data-on={isOn || undefined} data-closed={isClosed || undefined}>
              {isDisabled
                ? <Told name={name} isOn={isOn} />
                : <Checkbox label={t(`classes.${name}`)} description={t(`classes.${name}_hint`)} checked={isOn} disabled={isClosed} onChange={(event) => { toggle(name, event.currentTarget.checked); }} />}
              {isClosed && <span className={classes.closed}><IconLock size={14} aria-hidden />{t("classes.closed")}</span>}
            </li>
          );
        })}
      </ul>
      {error !== undefined && error !== null && error !== false && <Alert color="red" variant="light">{error}</Alert>}
    </Stack>
  );
}
