/** Texts that the installation's voices speak. */

import { useEffect, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { $api, api } from "@/api/client";

export interface Speech {
  text: string;
  /** "" is the voice that the server thinks best for the language. */
  voice: string;
  /** 1 is the voice's own. */
  rate: number;
}

export const NO_SPEECH: Speech = { text: "", voice: "", rate: 1 };
/** After so long without a key the text is spoken: typing goes on meanwhile. */
const TYPING_MS = 700;
/** Spoken once, heard again from memory. */
const KEPT_MS = 10 * 60_000;

export function useVoices() {
  return $api.useQuery("get", "/api/v1/speech/voices/", {}, { staleTime: Infinity });
}

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => { setSettled(value); }, TYPING_MS);
    return () => { window.clearTimeout(timer); };
  }, [value]);
  return settled;
}

/** How a text will sound, asked for while it is typed. */
export function useSpeechPreview({ text, voice, rate }: Speech) {
  const wanted = useSettled(JSON.stringify({ text: text.trim(), voice, rate }));
  const body = JSON.parse(wanted) as Speech;
  const query = useQuery({
    queryKey: ["speech", body],
    queryFn: async ({ signal }) => {
      const { data } = await api.POST("/api/v1/speech/preview/", { body, parseAs: "blob", signal });
      return data as unknown as Blob;
    },
    enabled: body.text !== "",
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  });
  const isCurrent = wanted === JSON.stringify({ text: text.trim(), voice, rate });
  return { ...query, isCurrent };
}
