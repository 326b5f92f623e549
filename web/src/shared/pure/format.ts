/** Numbers as the page says them: always with a dot, whatever the browser's language, as the service and its files do. */

/** A share of one as whole per cent: 0.812 is "81 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A score between 0 and 1 with three digits, or a dash where there is none. */
export function score(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(3).replace('-', '−');
}

/** A number on a dimension: "4.20", "−0.31", or a dash where there is none. */
export function decimal(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(2).replace('-', '−');
}

/** An interval of scores: "0.546 to 0.652", or a dash. */
export function interval(ends: readonly number[] | null | undefined): string {
  return ends == null ? '–' : `${score(ends[0])} to ${score(ends[1])}`;
}

/** Seconds: "1.5 s", from a minute on "2:05", from an hour on "1:02:05". */
export function seconds(value: number, digits = 1): string {
  return value < 60 ? `${value.toFixed(digits)} s` : clock(value);
}

/** A time in a recording: "0:04", "12:05", "1:02:05". */
export function clock(value: number): string {
  const whole = Math.floor(value);
  const h = Math.floor(whole / 3600);
  const m = Math.floor(whole / 60) % 60;
  const s = String(whole % 60).padStart(2, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** A span in a recording: "0.0 to 1.5 s". */
export function span(start: number, end: number): string {
  return end < 60 ? `${start.toFixed(1)} to ${end.toFixed(1)} s` : `${clock(start)} to ${clock(end)}`;
}

/** A frequency: "440 Hz", "1.2 kHz". */
export function hertz(value: number): string {
  return value < 1000 ? `${Math.round(value)} Hz` : `${(value / 1000).toFixed(1)} kHz`;
}

/** "1 clip", "2 clips". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Words as a sentence lists them: "a, b and c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** The moment of an ISO time as the reader's day and minute, "2026-05-04 09:30"; what is no time stays as it is. */
export function moment(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Round steps for an axis from 0 to a highest value: at most so many of them. */
export function ticks(highest: number, atMost: number): number[] {
  if (!(highest > 0)) return [0];
  const raw = highest / Math.max(1, atMost);
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((f) => f * size).find((s) => s >= raw * 0.999) ?? raw;
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const all: number[] = [];
  for (let i = 0; i * step <= highest * 1.0001; i++) all.push(Number((i * step).toFixed(digits)));
  return all;
}
