/** A short sound by the browser's microphone. */

import { useCallback, useEffect, useRef, useState } from "react";

/** Longer is no prompt. */
const MAX_SECONDS = 300;
const METER_MS = 80;

export type RecorderState = "idle" | "asking" | "recording" | "done" | "refused" | "missing";

export interface Recorder {
  state: RecorderState;
  /** Loudness now, 0..1. */
  level: number;
  seconds: number;
  /** What was recorded. */
  sound: Blob | null;
  start: () => void;
  stop: () => void;
  clear: () => void;
}

interface Running {
  recorder: MediaRecorder;
  end: () => void;
}

const isPossible = () => typeof MediaRecorder !== "undefined" && typeof navigator.mediaDevices?.getUserMedia === "function";  

/** Tells the loudness of a stream until it is ended. */
function meter(stream: MediaStream, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(Math.min(1, samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0) * 1.5));
  }, METER_MS);
  return () => {
    window.clearInterval(timer);
    void context.close();
  };
}

/** `src` of a recording for the API: a name that tells its kind. */
export const recordingName = (sound: Blob) => (sound.type.includes("mp4") ? "record.m4a" : "record.webm");

export function useRecorder(): Recorder {
  const [state, setState] = useState<RecorderState>("idle");
  const [level, setLevel] = useState(0);
  const [seconds, setSeconds] = useState(0);
  const [sound, setSound] = useState<Blob | null>(null);
  const running = useRef<Running | null>(null);

  const stop = useCallback(() => {
    if (running.current?.recorder.state === "recording") running.current.recorder.stop();
  }, []);
  useEffect(() => () => { running.current?.end(); }, []);

  const begin = (stream: MediaStream) => {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    const begun = Date.now();
    const endMeter = meter(stream, (loudness) => {
      setLevel(loudness);
      const passed = (Date.now() - begun) / 1000;
      setSeconds(passed);
      if (passed >= MAX_SECONDS) stop();
    });
    const end = () => {
      endMeter();
      stream.getTracks().forEach((track) => { track.stop(); });
    };
    recorder.ondataavailable = ({ data }) => { if (data.size > 0) parts.push(data); };
    recorder.onstop = () => {
      end();
      running.current = null;
      setLevel(0);
      setSound(new Blob(parts, { type: recorder.mimeType.split(";", 1)[0] }));
      setState("done");
    };
    running.current = { recorder, end };
    recorder.start();
    setState("recording");
  };
  const start = () => {
    if (!isPossible()) { setState("missing"); return; }
    setSound(null);
    setSeconds(0);
    setState("asking");
    navigator.mediaDevices.getUserMedia({ audio: { noiseSuppression: true, echoCancellation: true } }).then(begin, (refusal: unknown) => {
      setState(refusal instanceof DOMException && refusal.name === "NotFoundError" ? "missing" : "refused");
    });
  };
  return { state, level, seconds, sound, start, stop, clear: () => { setSound(null); setSeconds(0); setState("idle"); } };
}
