/** Inputs that elements of many kinds share. */

import { createElement, useState } from "react";
import { Button, Group, MultiSelect, NumberInput, Select, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMaker, type Made, type MakerName } from "@/components/makers";
import type { Words } from "@/features/flows/elements/kind";
import { COMPANY_MUSIC, RINGING_TONE, type Music } from "@/features/flows/model/document";
import { labelOf, type Thing } from "@/features/flows/things";

interface Common {
  label: string;
  description?: string;
  error?: string;
  isDisabled: boolean;
}

interface SecondsFieldProps extends Common {
  value: number;
  min?: number;
  max: number;
  onChange: (value: number) => void;
}

export function SecondsField({ label, description, error, value, min = 1, max, onChange, isDisabled }: SecondsFieldProps) {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={label} description={description} error={error} value={value} min={min} max={max} allowDecimal={false} clampBehavior="blur" suffix={` ${t("units.s")}`} disabled={isDisabled}
      onChange={(next) => { if (typeof next === "number") onChange(next); }}
    />
  );
}

interface CountFieldProps extends Common {
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

export function CountField({ label, description, error, value, min, max, onChange, isDisabled }: CountFieldProps) {
  return (
    <NumberInput
      label={label} description={description} error={error} value={value} min={min} max={max} allowDecimal={false} clampBehavior="blur" disabled={isDisabled}
      onChange={(next) => { if (typeof next === "number") onChange(next); }}
    />
  );
}

interface NewThingProps {
  maker: MakerName;
  onMade: (made: Made) => void;
}

/** Makes what is not there yet, without leaving the flow. */
export function NewThing({ maker, onMade }: NewThingProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const drawer = useMaker(maker);
  if (drawer === null) return null;
  return (
    <>
      <Button w="fit-content" size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => { setOpen(true); }}>{t(`flow_forms.new_${maker}`)}</Button>
      {isOpen && createElement(drawer, { onClose: () => { setOpen(false); }, onCreated: (made) => { onMade(made); setOpen(false); } })}
    </>
  );
}

interface ThingFieldProps extends Common {
  things: readonly Thing[];
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Offers to make a new one; `madeValue` tells how documents name it. */
  maker?: MakerName;
  madeValue?: (made: Made) => string;
}

/** Choice of one thing of the company; a thing that is no more stays to be seen. */
export function ThingField({ things, value, onChange, maker, madeValue = ({ key }) => key ?? "", isDisabled, label, description, error, placeholder }: ThingFieldProps) {
  const { t } = useTranslation();
  const isKnown = value === "" || things.some((thing) => thing.value === value);
  const data = isKnown ? things : [...things, { value, label: t("flow_forms.unknown_thing", { name: value }) }];
  return (
    <Stack gap={4}>
      <Select
        label={label} description={description} error={error} placeholder={placeholder ?? t("flow_forms.choose")} data={data.map(({ value: key, label: name }) => ({ value: key, label: name }))} value={value === "" ? null : value}
        searchable clearable disabled={isDisabled} nothingFoundMessage={t("table.nothing_found")} clearButtonProps={{ "aria-label": t("table.clear_search") }} onChange={(next) => { onChange(next ?? ""); }}
      />
      {maker !== undefined && !isDisabled && <NewThing maker={maker} onMade={(made) => { onChange(madeValue(made)); }} />}
    </Stack>
  );
}

interface ThingsFieldProps extends Common {
  things: readonly Thing[];
  value: string[];
  onChange: (value: string[]) => void;
  maker?: MakerName;
}

/** Choice of several things of the company. */
export function ThingsField({ things, value, onChange, maker, isDisabled, label, description, error }: ThingsFieldProps) {
  const { t } = useTranslation();
  const unknown = value.filter((key) => !things.some((thing) => thing.value === key)).map((key) => ({ value: key, label: t("flow_forms.unknown_thing", { name: key }) }));
  return (
    <Stack gap={4}>
      <MultiSelect
        label={label} description={description} error={error} placeholder={value.length === 0 ? t("flow_forms.choose") : undefined} data={[...things, ...unknown].map(({ value: key, label: name }) => ({ value: key, label: name }))}
        value={value} searchable disabled={isDisabled} nothingFoundMessage={t("table.nothing_found")} onChange={onChange}
      />
      {maker !== undefined && !isDisabled && <Group><NewThing maker={maker} onMade={({ key }) => { if (key !== undefined) onChange([...value, key]); }} /></Group>}
    </Stack>
  );
}

/** Music in a few words; none when it is left as it was. */
export function musicWords(music: Music | undefined, { t, things }: Words): string[] {
  if (music === undefined || music === "") return [];
  if (music === RINGING_TONE) return [t("flow_forms.music_ringing")];
  return [t("flow_forms.says_music", { name: music === COMPANY_MUSIC ? t("flow_forms.music_company") : labelOf(things.music, music) })];
}

interface MusicFieldProps {
  packages: readonly Thing[];
  value: Music | undefined;
  onChange: (value: Music) => void;
  /** What is heard when nothing is chosen. */
  usual: string;
  error?: string;
  isDisabled: boolean;
}

/** Choice of what the caller hears while somebody is rung. */
export function MusicField({ packages, value = "", onChange, usual, error, isDisabled }: MusicFieldProps) {
  const { t } = useTranslation();
  const things = [{ value: RINGING_TONE, label: t("flow_forms.music_ringing") }, { value: COMPANY_MUSIC, label: t("flow_forms.music_company") }, ...packages];
  return <ThingField label={t("flow_forms.music")} placeholder={usual} things={things} value={value} onChange={onChange} error={error} isDisabled={isDisabled} />;
}
