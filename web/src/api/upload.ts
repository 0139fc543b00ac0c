/**
 * A large bank file on its way to the program: in pieces over a WebSocket.
 *
 * Says how much of it has arrived, goes on where it stopped after the
 * connection broke, and sends the file as one request where no socket opens.
 * It shows nothing and remembers nothing.
 */
import { backoffMs } from "../lib/backoff";
import { err, ok } from "../lib/result";
import { ABORTED, type Answer, previewImport } from "./client";
import type { ImportPreview, Problem, UploadAnswer, UploadOrder } from "./types";

/** From this size on a file goes this way, in bytes. */
export const LARGE = 1_000_000;

const PIECE = 256 * 1024;
/** So much may be on its way before the program has said that it arrived: enough that neither waits. */
const AHEAD = 4 * PIECE;
/** So often in a row a connection that once stood may fail. One that never stood is not tried again. */
const TRIES = 8;

const GONE = "urn:counterfoil:problem:upload-gone";
/** The file is still there: another connection goes on with it. */
const GOES_ON: readonly string[] = ["wrong-offset", "upload-taken-over"].map((code) => `urn:counterfoil:problem:${code}`);

const unreadable: Problem = {
  type: "urn:counterfoil:problem:not-received",
  title: "The browser could not read the file to its end",
  status: 0,
  detail: "Nothing was changed in your book.",
  advice: "It may have been moved or changed meanwhile. Drop it on the page again.",
};

interface Way {
  readonly file: File;
  readonly session: string;
  readonly arrived: (bytes: number) => void;
  readonly signal: AbortSignal;
  /** The name under which the program's reading of it can be asked for. */
  readonly task: string;
  /** The name of the upload, once the program gave one. */
  id: string | null;
}

type End = { readonly preview: ImportPreview } | { readonly problem: Problem } | "never open" | "broken";

/** The preview of a file that is sent in pieces. Aborted, it is taken back. */
export async function upload(file: File, session: string, arrived: (bytes: number) => void, signal: AbortSignal, task: string): Answer<ImportPreview> {
  const way: Way = { file, session, arrived, signal, task, id: null };
  for (let failed = 0; !signal.aborted; ) {
    const before = way.id;
    const end = await connection(way);
    if (end === "never open") failed += before === null ? TRIES : 1;
    else if (end === "broken") failed = 1;
    else if ("preview" in end) return ok(end.preview);
    else if (end.problem.type === GONE && before !== null) way.id = null;
    else if (!GOES_ON.includes(end.problem.type)) return err(end.problem);
    if (failed >= TRIES && !signal.aborted) return previewImport(file, task, signal);
    await pause(backoffMs(failed, Math.random()), signal);
  }
  return err(ABORTED);
}

/** One connection, to its end. */
function connection(way: Way): Promise<End> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${location.host}/api/v1/imports/upload?session=${encodeURIComponent(way.session)}&task=${way.task}`);
    const say = (order: UploadOrder): void => socket.send(JSON.stringify(order));
    let stood = false;
    let pump = (_arrived: number): void => {};

    function end(how: End): void {
      way.signal.removeEventListener("abort", cancel);
      socket.close(1000);
      resolve(how);
    }

    function cancel(): void {
      if (way.id !== null && socket.readyState === WebSocket.OPEN) say({ kind: "cancel", id: way.id });
      end({ problem: ABORTED });
    }

    socket.onopen = () => {
      stood = true;
      say(way.id === null ? { kind: "begin", name: way.file.name, size: way.file.size } : { kind: "resume", id: way.id });
    };
    socket.onclose = () => end(stood ? "broken" : "never open");
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const answer = JSON.parse(data) as UploadAnswer;
      if (answer.kind === "done") return end({ preview: answer.preview });
      if (answer.kind === "refused") return end({ problem: answer.problem });
      if (answer.kind === "ready") {
        way.id = answer.id;
        pump = pieces(socket, way.file, answer.received, () => end({ problem: unreadable }));
      }
      const bytes = answer.kind === "ready" ? answer.received : answer.bytes;
      way.arrived(bytes);
      pump(bytes);
    };
    way.signal.addEventListener("abort", cancel);
  });
}

/** Sends the file from here on, never further ahead of what has arrived than `AHEAD`. */
function pieces(socket: WebSocket, file: File, from: number, failed: () => void): (arrived: number) => void {
  let [next, here, busy] = [from, from, false];

  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    while (next < file.size && next - here < AHEAD && socket.readyState === WebSocket.OPEN) {
      const bytes = await file.slice(next, next + PIECE).arrayBuffer();
      if (socket.readyState !== WebSocket.OPEN) break;
      socket.send(piece(next, bytes));
      next += bytes.byteLength;
    }
    busy = false;
  }

  return (arrived) => {
    here = arrived;
    run().catch(failed);
  };
}

/** Where it begins in the file, in 8 bytes, and then the bytes themselves. */
export function piece(offset: number, bytes: ArrayBuffer): ArrayBuffer {
  const message = new Uint8Array(8 + bytes.byteLength);
  new DataView(message.buffer).setBigUint64(0, BigInt(offset));
  message.set(new Uint8Array(bytes), 8);
  return message.buffer;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
