/** Properties of a form's input at a path: lets fields stand in forms that differ in everything else. */

import type { UseFormReturnType } from "@mantine/form";

export type InputOf = (path: string, options?: { type?: "input" | "checkbox" }) => { value?: unknown; error?: React.ReactNode; disabled?: boolean; onChange: (value: unknown) => void };

export function inputOf<Values extends object>(form: UseFormReturnType<Values>, isDisabled: boolean, prefix = ""): InputOf {
  return (path, options) => ({ ...(form.getInputProps as (path: string, options?: object) => ReturnType<InputOf>)(`${prefix}${path}`, options), disabled: isDisabled });
}
