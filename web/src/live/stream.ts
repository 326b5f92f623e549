import { ask, openSocket, Refusal } from '../shared/api.ts';
import type { Segment } from '../shared/contract.ts';
import { toPcm16 } from '../shared/pure/pcm.ts';
import type { ChosenVoice } from '../shared/voices.ts';
import { Delays } from '../shared/pure/delays.ts';

/** A service that keeps no pace with the microphone is left rather than sent what it cannot hear. */
const mostBufferedSeconds = 10;

/** How long the service may take for the last answers after the end. */
const patienceMs = 8000;

export interface StreamOptions {
  rate: number;
  window: number;
  hop: number;
  voice: ChosenVoice;
}

export interface StreamEvents {
  /** An answer came: the delay since the last sample that it needed, and since the end of its segment, in seconds. */
  answer(segment: Segment, sinceNeeded: number | null, sinceEnd: number | null): void;
  /** The stream ended, with a reason where it was not asked to. */
  end(reason: string | null): void;
}

/** Samples go to the service as they come, answers come back. */
export class LiveStream {
  private readonly socket: WebSocket;
  private readonly delays: Delays;
  private readonly options: StreamOptions;
  private readonly events: StreamEvents;
  private ending = false;
  private over = false;

  private constructor(socket: WebSocket, options: StreamOptions, events: StreamEvents) {
    this.socket = socket;
    this.options = options;
    this.events = events;
    this.delays = new Delays(options.rate);
    socket.addEventListener('message', (e: MessageEvent<string>) => this.answered(e.data));
    socket.addEventListener('close', (e) => this.closed(e));
  }

  /** Opens a stream. Throws what the service says where it lets none in. */
  static async open(options: StreamOptions, events: StreamEvents): Promise<LiveStream> {
    const query = new URLSearchParams({
      rate: String(options.rate), encoding: 's16le', channels: '1', window: String(options.window), hop: String(options.hop),
    });
    if (options.voice.kind === 'server') query.set('voice', options.voice.name);
    const path = `v1/stream?${query}`;
    const socket = await connect(path) ?? await refused(path);
    if (options.voice.kind === 'browser') socket.send(JSON.stringify({ type: 'voice', voice: options.voice.voice }));
    return new LiveStream(socket, options, events);
  }

  /** Sends a block of samples that came at this moment of `performance.now()`. */
  push(block: Float32Array, at: number): void {
    if (this.ending || this.over || this.socket.readyState !== WebSocket.OPEN) return;
    this.delays.push(block.length, at / 1000);
    this.socket.send(toPcm16(block));
    if (this.socket.bufferedAmount > this.options.rate * 2 * mostBufferedSeconds) {
      this.finish('The service does not keep pace with the microphone.');
      this.socket.close();
    }
  }

  /** Ends the stream; the last answers still come. */
  end(): void {
    if (this.ending || this.over) return;
    this.ending = true;
    this.socket.send('{"type":"end"}');
    window.setTimeout(() => {
      this.finish(null);
      this.socket.close();
    }, patienceMs);
  }

  private answered(text: string): void {
    const segment = JSON.parse(text) as Segment;
    if (typeof segment.startSeconds !== 'number') return;
    const now = performance.now() / 1000;
    const needed = (segment.startSeconds + segment.endSeconds + this.options.window) / 2;
    this.events.answer(segment, this.ending ? null : this.delays.since(needed, now), this.delays.since(segment.endSeconds, now));
  }

  private closed(event: CloseEvent): void {
    if (this.ending || event.code === 1000) this.finish(null);
    else this.finish(event.reason || (event.code === 1001 ? 'The service stops.' : `The connection broke (${event.code}).`));
  }

  private finish(reason: string | null): void {
    if (this.over) return;
    this.over = true;
    this.events.end(reason);
  }
}

/** The open socket, or null where it was refused: a browser does not say why. */
function connect(path: string): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    const socket = openSocket(path);
    socket.addEventListener('open', () => resolve(socket));
    socket.addEventListener('close', () => resolve(null));
  });
}

/** Asks the same address without a socket, for the reason; with a key that was asked for on the way, it is tried once more. */
async function refused(path: string): Promise<WebSocket> {
  try {
    await ask(path);
  } catch (e) {
    if (!(e instanceof Refusal) || e.status !== 426) throw e;
  }
  const socket = await connect(path);
  if (socket) return socket;
  throw new Error('The service lets no stream in just now. Perhaps as many are open as it carries: try again in a moment.');
}
