import { toBase64Url } from './pure/base64.ts';
import { askKey } from './key.ts';

/** What the service refused, with its reason for people and its word for programs. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const keyName = 'undertone.key';

function headers(): Record<string, string> {
  const key = sessionStorage.getItem(keyName);
  return key ? { 'X-API-Key': key } : {};
}

/** Asks the service by an address relative to the page; a key is asked for where one is wanted. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let response = await send(path, init);
  while (response.status === 401) {
    const key = await askKey(sessionStorage.getItem(keyName) != null);
    if (key == null) throw new Refusal(401, 'key', 'This service wants a key.');
    sessionStorage.setItem(keyName, key);
    response = await send(path, init);
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** The same, answered as JSON. */
export async function json<T>(path: string, init: RequestInit = {}): Promise<T> {
  return (await ask(path, init)).json() as Promise<T>;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`./${path}`, { ...init, cache: 'no-cache', headers: { ...headers(), ...(init.headers as Record<string, string>) } });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Refusal(0, 'unreachable', 'The service does not answer. Is it still running?');
  }
}

/** The problem document of a refused request as an error. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const fallback = `The service answered ${response.status} ${response.statusText}.`;
  try {
    const problem = await response.json() as { detail?: string; title?: string; code?: string };
    const retry = response.headers.get('Retry-After');
    const text = problem.detail ?? problem.title ?? fallback;
    return new Refusal(response.status, problem.code ?? '', retry ? `${text} (in ${retry} s)` : text);
  } catch {
    return new Refusal(response.status, '', fallback);
  }
}

/** What an error says to people. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Opens a WebSocket beside the page; a key goes as a subprotocol, never in the address. */
export function openSocket(path: string): WebSocket {
  const url = new URL(`./${path}`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  const key = sessionStorage.getItem(keyName);
  return new WebSocket(url, key ? ['undertone.v1', `undertone.key.${toBase64Url(key)}`] : ['undertone.v1']);
}
