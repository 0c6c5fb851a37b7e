/** Keeps the live picture of the page in the query cache, where screens read it like any other server state. */

import { useEffect } from "react";
import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { configStateOptions } from "@/realtime/config-state";
import { EMPTY_PICTURE, foldLive, type LivePicture } from "@/realtime/fold";
import type { LiveMessage } from "@/realtime/messages";
import { LiveSocket, liveUrl, type Connection, type Scope } from "@/realtime/socket";

const pictureKey = (scope: Scope) => ["live", scope, "picture"] as const;
const connectionKey = (scope: Scope) => ["live", scope, "connection"] as const;
/** `meta.lists` of queries that the socket keeps fresh while it is whole: calls on record, a phone's attempts, lines, sounds
 *  that are being converted, voicemail. */
export const RECORDED_CALLS = "recorded-calls";
export const ATTEMPTS = "attempts";
export const LINES = "lines";
export const SOUNDS = "sounds";
export const VOICEMAIL = "voicemail";

function readAgain(client: QueryClient, ...lists: string[]): void {
  void client.invalidateQueries({ predicate: (query) => lists.includes(String(query.meta?.lists)) });
}

function takeConfig(client: QueryClient, message: Extract<LiveMessage, { type: "config" }>): void {
  const { requested, applied, applied_at, error } = message;
  client.setQueryData(configStateOptions.queryKey, {
    requested, applied, applied_at, error, is_live: applied >= requested && error === "",
  });
}

/** Fold one message into the cached picture and answer the server as it expects. */
function take(client: QueryClient, { scope, socket, message }: { scope: Scope; socket: LiveSocket; message: LiveMessage }): void {
  if (message.type === "config") takeConfig(client, message);
  if (message.type === "recorded") readAgain(client, RECORDED_CALLS);
  if (message.type === "lines") readAgain(client, LINES);
  if (message.type === "media") readAgain(client, SOUNDS);
  if (message.type === "voicemail") readAgain(client, VOICEMAIL);
  // A snapshot follows a gap, and holds none of the attempts, recorded calls, lines and messages that fell into it.
  if (message.type === "snapshot") readAgain(client, RECORDED_CALLS, ATTEMPTS, LINES, VOICEMAIL);
  const picture = client.getQueryData<LivePicture>(pictureKey(scope)) ?? EMPTY_PICTURE;
  const next = foldLive(picture, message);
  if (next === "gap") {
    socket.resync();
    return;
  }
  client.setQueryData(pictureKey(scope), next);
  if ("seq" in message) socket.acknowledge(message.seq, message.type === "snapshot");
}

/** Holds the socket of a scope open for as long as it is on the page. */
export function LiveFeed({ scope }: { scope: Scope }) {
  const client = useQueryClient();
  useEffect(() => {
    const setConnection = (value: Connection) => { client.setQueryData(connectionKey(scope), value); };
    const socket: LiveSocket = new LiveSocket(liveUrl(scope), {
      onConnection: setConnection,
      onMessage: (message) => { take(client, { scope, socket, message }); },
    });
    socket.start();
    return () => {
      socket.stop();
      client.removeQueries({ queryKey: ["live", scope] });
    };
  }, [client, scope]);
  return null;
}

export interface Live extends LivePicture {
  connection: Connection;
  /** False until the first snapshot has come. */
  isLoaded: boolean;
}

export function useLive(scope: Scope): Live {
  const picture = useQuery({ queryKey: pictureKey(scope), queryFn: () => EMPTY_PICTURE, enabled: false, staleTime: Infinity });
  const connection = useQuery<Connection>({ queryKey: connectionKey(scope), queryFn: () => "connecting", enabled: false, staleTime: Infinity });
  const value = picture.data ?? EMPTY_PICTURE;
  const link = connection.data ?? "connecting";
  return { ...value, connection: link, isLoaded: value.seq !== null, isStale: value.isStale || link !== "open" };
}
