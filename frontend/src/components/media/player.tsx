import { useEffect, useState, type KeyboardEvent, type PointerEvent } from "react";
import { ActionIcon, Text } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "@/components/media/media.module.css";
import { peaksOf } from "@/components/media/peaks";
import { takeTurn } from "@/components/media/playing";
import { BARS, usePeaks, type SoundSource } from "@/components/media/use-peaks";
import { useSource } from "@/components/media/use-source";
import { formatDuration } from "@/lib/format";

interface PlayerProps {
  /** Its address, or the sound itself where only this page has it. */
  source: SoundSource;
  /** What is heard, for whoever cannot see the page. */
  name: string;
  /** Length as the server knows it; the browser learns its own when it loads the sound. */
  seconds?: number;
  /** Its shape where the server has measured it: the loudness of equal parts. */
  peaks?: number[];
  /** The sound is drawn at once; otherwise when it is first played, since drawing needs all of it. */
  isDrawn?: boolean;
  /** Starts by itself: what somebody has just asked to hear. */
  isStarted?: boolean;
  onPlay?: () => void;
}

const STEP_SECONDS = 5;

interface WaveProps {
  peaks: number[];
  at: number;
  total: number;
  name: string;
  onSeek: (seconds: number) => void;
}

/** Shape of the sound and place in it; a slider for the keyboard. */
function Wave({ peaks, at, total, name, onSeek }: WaveProps) {
  const { t } = useTranslation();
  const share = total > 0 ? Math.min(1, at / total) : 0;
  const seek = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * total);
  };
  const keys = (event: KeyboardEvent) => {
    const target = { ArrowRight: at + STEP_SECONDS, ArrowLeft: at - STEP_SECONDS, Home: 0, End: total }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onSeek(Math.max(0, Math.min(total, target)));
  };
  return (
    <div
      className={classes.wave} role="slider" tabIndex={0} aria-label={t("player.position", { name })} aria-valuemin={0} aria-valuemax={Math.round(total)} aria-valuenow={Math.round(at)}
      aria-valuetext={`${formatDuration(at)} / ${formatDuration(total)}`} onPointerDown={seek} onPointerMove={(event) => { if (event.buttons === 1) seek(event); }} onKeyDown={keys}
    >
      {peaks.length === 0
        ? <span className={classes.flat}><span style={{ width: `${String(share * 100)}%` }} /></span>
        : peaks.map((peak, index) => <span key={index} className={classes.peak} data-played={index / peaks.length < share || undefined} style={{ height: `${String(Math.max(6, peak * 100))}%` }} />)}
    </div>
  );
}

/** Whole seconds; a sound that is there has at least one. */
const lengthOf = (seconds: number) => (seconds > 0 ? Math.max(1, Math.round(seconds)) : 0);

/** Play, pause, and the place in a sound. */
export function Player({ source, name, seconds, peaks: measured, isDrawn = false, isStarted = false, onPlay }: PlayerProps) {
  const { t } = useTranslation();
  const { audio, seek } = useSource(source);
  const [isPlaying, setPlaying] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [isWanted, setWanted] = useState(isDrawn || isStarted);
  const [at, setAt] = useState(0);
  const [known, setKnown] = useState(seconds ?? 0);
  const total = known > 0 ? known : seconds ?? 0;
  const own = usePeaks(isWanted && measured === undefined ? source : null);
  const peaks = measured === undefined ? own : peaksOf(Float32Array.from(measured), Math.min(BARS, measured.length));
  const start = () => {
    if (audio.current === null) return;
    takeTurn(audio.current);
    setWanted(true);
    setFailed(false);
    // A sound that is paused before it began refuses its promise; what really fails comes by `error`.
    audio.current.play().catch(() => undefined);
    onPlay?.();
  };
  useEffect(() => {
    if (isStarted) start();
    // Once, for the sound that was asked for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [source]);
  return (
    <div className={classes.player}>
      <audio
        ref={audio} preload={isDrawn || isStarted ? "metadata" : "none"} onPlay={() => { setPlaying(true); }} onPause={() => { setPlaying(false); }} onEnded={() => { setPlaying(false); setAt(0); }}
        onTimeUpdate={(event) => { setAt(event.currentTarget.currentTime); }} onError={() => { setFailed(true); setPlaying(false); }}
        onDurationChange={(event) => { if (Number.isFinite(event.currentTarget.duration)) setKnown(event.currentTarget.duration); }}
      />
      <ActionIcon variant="light" color="tide" size={36} radius="xl" aria-label={t(isPlaying ? "player.pause" : "player.play", { name })} onClick={() => { if (isPlaying) audio.current?.pause(); else start(); }}>
        {isPlaying ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </ActionIcon>
      {hasFailed
        ? <Text span size="sm" c="var(--mantine-color-error)" role="alert">{t("player.failed")}</Text>
        : <Wave peaks={peaks} at={at} total={total} name={name} onSeek={(target) => { seek(target); setAt(target); }} />}
      <Text span size="xs" c="dimmed" className="vpbx-numbers" style={{ whiteSpace: "nowrap" }}>{at > 0 ? `${formatDuration(at)} / ` : ""}{formatDuration(lengthOf(total))}</Text>
    </div>
  );
}
