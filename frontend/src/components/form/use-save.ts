/** Submitting a form: server errors go to their inputs, the first one gets the focus. */

import { useState } from "react";
import type { UseFormReturnType } from "@mantine/form";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { pathsOf, sortErrors } from "@/components/form/server-errors";

export interface Save {
  isSaving: boolean;
  /** What no input can show. */
  problems: string[];
  submit: (event?: React.SyntheticEvent) => void;
}

/** Long enough for the errors to be on the page. */
const RENDER_MS = 60;

function focusFirstInvalid(): void {
  window.setTimeout(() => { document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(); }, RENDER_MS);
}

/** `aliases`: where the form calls an input otherwise than the API does. */
export function useSave<Values extends object>(
  form: UseFormReturnType<Values>, save: (values: Values) => Promise<void>, aliases: Record<string, string> = {},
): Save {
  const textOf = useErrorText();
  const [isSaving, setSaving] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);

  const run = async (values: Values) => {
    if (isSaving) return;
    setSaving(true);
    setProblems([]);
    try {
      await save(values);
      form.resetDirty(values);
    } catch (thrown) {
      const { inputs, rest } = sortErrors(asApiError(thrown), { paths: pathsOf(values), aliases, textOf });
      form.setErrors(inputs);
      setProblems(rest);
      focusFirstInvalid();
    } finally {
      setSaving(false);
    }
  };
  return { isSaving, problems, submit: form.onSubmit((values) => void run(values), focusFirstInvalid) as Save["submit"] };
}
