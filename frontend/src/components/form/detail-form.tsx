import type { ReactNode } from "react";
import { Stack } from "@mantine/core";
import { Problems } from "@/components/form/problems";
import { SaveBar } from "@/components/form/save-bar";
import { UnsavedGuard } from "@/components/form/unsaved-guard";
import type { Save } from "@/components/form/use-save";

interface DetailFormProps {
  save: Save;
  isDirty: boolean;
  onReset: () => void;
  children: ReactNode;
}

/** The form of an existing thing: nothing to press until something was changed, nothing lost by leaving. */
export function DetailForm({ save, isDirty, onReset, children }: DetailFormProps) {
  return (
    <form onSubmit={save.submit} noValidate>
      <UnsavedGuard isDirty={isDirty && !save.isSaving} />
      <Stack gap="md">
        <Problems problems={save.problems} />
        {children}
      </Stack>
      <SaveBar isDirty={isDirty} isSaving={save.isSaving} onReset={onReset} />
    </form>
  );
}
