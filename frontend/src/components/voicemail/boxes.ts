import type { VoicemailBox } from "@/api/types";

/** What a form of a box holds. */
export interface BoxValues extends Pick<VoicemailBox, "is_enabled" | "greeting" | "email" | "language"> {
  /** A new PIN; "" leaves the one there is. */
  pin: string;
}

export const boxValues = ({ is_enabled, greeting, email, language }: VoicemailBox): BoxValues => ({ is_enabled, greeting, email, language, pin: "" });

export const NEW_BOX: BoxValues = { is_enabled: true, greeting: null, email: "", language: "", pin: "" };

/** What is sent: no PIN where none was typed. */
export function boxBody({ pin, ...values }: BoxValues): Omit<BoxValues, "pin"> & { pin?: string } {
  return pin === "" ? values : { ...values, pin };
}
