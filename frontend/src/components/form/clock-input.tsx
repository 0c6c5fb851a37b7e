import { useState } from "react";
import { TextInput } from "@mantine/core";
import { clockOf, minutesOf } from "@/components/outside/times";

interface ClockInputProps {
  label: string;
  /** Minutes of the day. */
  minutes: number;
  /** Midnight is meant as the end of the day. */
  isEnd?: boolean;
  isDisabled: boolean;
  error?: React.ReactNode;
  onChange: (minutes: number) => void;
}

/** A time of day; what is typed counts once it is one. */
export function ClockInput({ label, minutes, isEnd = false, isDisabled, error, onChange }: ClockInputProps) {
  const [text, setText] = useState(clockOf(minutes));
  const [known, setKnown] = useState(minutes);
  if (known !== minutes) { setKnown(minutes); setText(clockOf(minutes)); }
  const take = () => {
    const value = minutesOf(text, isEnd);
    if (value === null) setText(clockOf(minutes));
    else onChange(value);
  };
  return (
    <TextInput
      aria-label={label} w={84} inputMode="numeric" value={text} disabled={isDisabled} error={error !== undefined && error !== null} className="vpbx-numbers"
      onChange={(event) => { setText(event.currentTarget.value); }} onBlur={take}
      onKeyDown={(event) => { if (event.key === "Enter") take(); }}
    />
  );
}
