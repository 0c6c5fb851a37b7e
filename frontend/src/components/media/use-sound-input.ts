/** A sound in the making: a file, a recording or a text. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_SPEECH, type Speech } from "@/components/media/speech";
import { recordingName, useRecorder, type Recorder } from "@/components/media/use-recorder";

export const WAYS = ["file", "microphone", "speech"] as const;
export type Way = (typeof WAYS)[number];

export interface SoundInput {
  way: Way;
  file: File | null;
  recorder: Recorder;
  speech: Speech;
  /** What is missing, once somebody tried to send it. */
  problem: string | null;
  isDirty: boolean;
  setWay: (way: Way) => void;
  setFile: (file: File) => void;
  setSpeech: (speech: Speech) => void;
  /** The sound as fields of a request; null, and the problem is shown, when there is none yet. */
  take: () => TakenSound | null;
}

export type TakenSound = { kind: "file"; fields: { file: Blob; source: string }; fileName?: string } | { kind: "speech"; speech: Speech };

export function useSoundInput(first: Way = "file", known: Speech = NO_SPEECH): SoundInput {
  const { t } = useTranslation();
  const [way, setWay] = useState(first);
  const [file, setFile] = useState<File | null>(null);
  const [speech, setSpeech] = useState(known);
  const [problem, setProblem] = useState<string | null>(null);
  const recorder = useRecorder();
  const found = (): TakenSound | string => {
    if (way === "file") return file === null ? t("media.no_file") : { kind: "file", fields: { file, source: "upload" } };
    if (way === "speech") return speech.text.trim() === "" ? t("media.no_text") : { kind: "speech", speech: { ...speech, text: speech.text.trim() } };
    return recorder.sound === null ? t("media.no_recording") : { kind: "file", fields: { file: recorder.sound, source: "microphone" }, fileName: recordingName(recorder.sound) };
  };
  const clearing = <Value>(set: (value: Value) => void) => (value: Value) => { setProblem(null); set(value); };
  return {
    way, file, recorder, speech, problem,
    isDirty: file !== null || recorder.sound !== null || speech.text !== known.text || speech.voice !== known.voice || speech.rate !== known.rate,
    setWay: clearing(setWay), setFile: clearing(setFile), setSpeech: clearing(setSpeech),
    take: () => {
      const taken = found();
      setProblem(typeof taken === "string" ? taken : null);
      return typeof taken === "string" ? null : taken;
    },
  };
}
