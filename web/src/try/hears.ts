import { reason } from '../shared/api.ts';
import type { Explanation } from '../shared/contract.ts';
import { fill, h, newId } from '../shared/dom.ts';
import { fromBase64 } from '../shared/pure/base64.ts';
import { hertz } from '../shared/pure/format.ts';
import { bandOf, quantile } from '../shared/pure/spectrum.ts';
import { cssColor, onTheme } from '../shared/theme.ts';
import { type Box, drawCurve, drawSpectrogram, drawSpeech, drawTimeAxis, type Inks, spectrogramPicture } from './panels.ts';
import type { Player } from './waveform.ts';
import { occlusionInWords, pictureInWords } from './words.ts';

const heights = { speech: 12, spectrogram: 230, pitch: 84, energy: 84, axis: 30, gap: 12 };
const height = heights.speech + heights.spectrogram + heights.pitch + heights.energy + heights.axis + heights.gap * 3 + 4;

/** "What the model hears": spectrogram, speech, pitch and energy under one time axis, and what moved the answer. */
export function hears(first: Explanation, player: Player, occlude: () => Promise<Explanation>): { element: HTMLElement; destroy: () => void } {
  let e = first;
  let overlay = false;
  let cursor: number | null = null;
  let heard = 0;
  let picture = spectrogramPicture(e, false);
  const shown = Math.max(
    e.spectrogram.startSeconds + e.spectrogram.frames * e.spectrogram.hopSeconds, e.energy.startSeconds + e.energy.db.length * e.energy.hopSeconds, 0.1);
  const bytes = fromBase64(e.spectrogram.values);
  const wordsId = newId('picture');
  const canvas = h('canvas', { role: 'img', 'aria-label': 'Mel spectrogram with speech, pitch and energy over time', 'aria-describedby': wordsId });
  const holder = h('div', { class: 'picture' }, canvas);
  const values = h('p', { class: 'values' }, 'Point at the picture, or move the slider, to read values.');
  const slider = h('input', { type: 'range', min: 0, max: shown.toFixed(2), step: 0.05, value: 0, 'aria-label': 'Read values at a moment', oninput: () => point(Number(slider.value), null) });
  const words = h('div', { id: wordsId });
  const legend = h('div', { class: 'legend' });
  const toggle = h('input', { type: 'checkbox', id: newId('overlay'), onchange: () => { void change(); } });
  const where = { left: 62, width: 100 };
  const time = (s: number) => where.left + where.width * s / shown;

  function boxes(): { speech: Box; spectrogram: Box; pitch: Box; energy: Box } {
    const make = (top: number, size: number): Box => ({ left: where.left, top, width: where.width, height: size });
    const a = make(2, heights.speech);
    const b = make(a.top + a.height + heights.gap, heights.spectrogram);
    const c = make(b.top + b.height + heights.gap, heights.pitch);
    return { speech: a, spectrogram: b, pitch: c, energy: make(c.top + c.height + heights.gap, heights.energy) };
  }

  function draw(): void {
    const width = holder.clientWidth;
    if (width < 50) return;
    where.left = width < 500 ? 52 : 62;
    where.width = width - where.left - (width < 500 ? 52 : 62);
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const c = canvas.getContext('2d')!;
    c.scale(ratio, ratio);
    const inks: Inks = {
      text: cssColor('--text'), muted: cssColor('--muted'), line: cssColor('--line'), surface: cssColor('--surface'), accent: cssColor('--accent'),
      speech: cssColor('--good-line'), energy: cssColor('--warn-line'),
    };
    const box = boxes();
    drawSpeech(c, box.speech, e, inks, time);
    drawSpectrogram(c, box.spectrogram, e, picture, overlay && e.occlusion != null, inks, time);
    const hz = e.pitch.hz.filter((v) => v != null);
    const top = Math.ceil((quantile(hz, 0.99) ?? 350) * 1.15 / 100) * 100;
    drawCurve(c, box.pitch, e.pitch.hz, e.pitch.startSeconds, e.pitch.hopSeconds, 0, Math.max(200, top), 'pitch', hertz, inks.accent, inks, time);
    const low = Math.max(-90, Math.floor(Math.min(-30, ...e.energy.db.filter(Number.isFinite)) / 10) * 10);
    drawCurve(c, box.energy, e.energy.db.map((v) => (Number.isFinite(v) ? v : null)), e.energy.startSeconds, e.energy.hopSeconds, low, 0, 'energy', (v) => `${v.toFixed(0)} dB`, inks.energy, inks, time);
    drawTimeAxis(c, box.energy, shown, inks, time);
    line(c, heard > 0 ? heard : null, inks.accent);
    line(c, cursor, inks.text);
  }

  function line(c: CanvasRenderingContext2D, at: number | null, color: string): void {
    if (at == null || at > shown) return;
    const box = boxes();
    for (const [ink, width] of [['rgb(0 0 0 / .6)', 3], [color, 1.5]] as const) {
      c.strokeStyle = ink;
      c.lineWidth = width;
      c.beginPath();
      c.moveTo(time(at), box.speech.top);
      c.lineTo(time(at), box.energy.top + box.energy.height);
      c.stroke();
    }
  }

  /** Tells the values at a moment, and, where the pointer is in the spectrogram, at a height in it. */
  function point(seconds: number, y: number | null): void {
    cursor = seconds;
    const said = [`${seconds.toFixed(2)} s`];
    const at = <T>(list: readonly T[], start: number, hop: number): T | undefined => list[Math.floor((seconds - start) / hop)];
    const hz = at(e.pitch.hz, e.pitch.startSeconds, e.pitch.hopSeconds);
    const db = at(e.energy.db, e.energy.startSeconds, e.energy.hopSeconds);
    said.push(e.speech.some((s) => seconds >= s.startSeconds && seconds < s.endSeconds) ? 'speech' : 'no speech');
    said.push(hz == null ? 'no pitch' : `pitch ${hertz(hz)}`);
    if (db != null) said.push(`energy ${db.toFixed(0)} dB`);
    const box = boxes().spectrogram;
    if (y != null && y >= box.top && y < box.top + box.height) said.push(cell(seconds, 1 - (y - box.top) / box.height));
    values.textContent = said.join(' · ');
    slider.setAttribute('aria-valuetext', said.join(', '));
    draw();
  }

  function cell(seconds: number, share: number): string {
    const s = e.spectrogram;
    const band = Math.min(s.bands - 1, Math.floor(share * s.bands));
    const frame = Math.floor((seconds - s.startSeconds) / s.hopSeconds);
    const byte = bytes[frame * s.bands + band];
    if (byte == null) return '';
    const at = `at ${hertz(s.centersHz[band])}: ${(s.minDb + (s.maxDb - s.minDb) * byte / 255).toFixed(0)} dB`;
    const map = overlay ? e.occlusion : null;
    if (!map) return at;
    const column = map.values[Math.floor((seconds - map.startSeconds) / map.cellSeconds)];
    const row = map.bandEdgesHz.findIndex((edge, i) => bandOf(edge, s.centersHz) <= band && bandOf(map.bandEdgesHz[i + 1] ?? Infinity, s.centersHz) > band);
    const value = column?.[row];
    return value == null ? at : `${at} · ${value >= 0 ? 'for' : 'against'} ${map.emotion}: ${(Math.abs(value) * 100).toFixed(1)} points`;
  }

  async function change(): Promise<void> {
    overlay = toggle.checked;
    if (overlay && e.occlusion == null) {
      fill(legend, h('p', { class: 'busy', role: 'status' }, 'Asking the model again, each time with a part of the sound taken out …'));
      try {
        const again = await occlude();
        e = { ...e, occlusion: again.occlusion };
      } catch (error) {
        toggle.checked = overlay = false;
        fill(legend, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(error))));
        return;
      }
    }
    picture = spectrogramPicture(e, overlay && e.occlusion != null);
    explainOverlay();
    draw();
  }

  function explainOverlay(): void {
    if (!overlay) fill(legend);
    else if (!e.occlusion) fill(legend, h('p', { role: 'status' }, e.model.labels.length === 0
      ? 'There is no map: the model gives numbers on dimensions and tells no emotions apart.'
      : 'There is no map for this recording: no speech was found in it.'));
    else {
      fill(legend,
        h('ul', { class: 'keys' },
          h('li', null, h('span', { class: 'key for', 'aria-hidden': 'true' }, '+'), `Red: spoke for ${e.occlusion.emotion}. With this part of the sound taken out, the model is less sure of it.`),
          h('li', null, h('span', { class: 'key against', 'aria-hidden': 'true' }, '−'), `Blue: spoke against ${e.occlusion.emotion}. Without it, the model is surer.`)),
        h('div', { role: 'status' }, occlusionInWords(e).map((s) => h('p', null, s))));
    }
  }

  function moved(event: PointerEvent): void {
    const box = canvas.getBoundingClientRect();
    const seconds = (event.clientX - box.left - where.left) / where.width * shown;
    if (seconds >= 0 && seconds <= shown) point(seconds, event.clientY - box.top);
  }

  canvas.addEventListener('pointermove', moved);
  canvas.addEventListener('pointerleave', () => {
    cursor = null;
    draw();
  });
  canvas.addEventListener('click', (event) => {
    const seconds = (event.clientX - canvas.getBoundingClientRect().left - where.left) / where.width * shown;
    if (seconds >= 0 && seconds <= shown) player.play(seconds);
  });
  player.onTime((s) => {
    heard = s;
    draw();
  });
  const observer = new ResizeObserver(() => draw());
  observer.observe(holder);
  const endTheme = onTheme(draw);
  fill(words, pictureInWords(e).map((s) => h('p', null, s)));
  const element = h('section', { 'aria-labelledby': `${wordsId}-title` },
    h('h2', { id: `${wordsId}-title` }, 'What the model hears'),
    h('p', { class: 'hint' }, 'From the top: where speech was found; the mel spectrogram, how strong the sound is at each moment and height of tone; the pitch of the voice; its energy. Click to play from there.'),
    h('div', { class: 'choice' }, toggle, h('label', { for: toggle.id }, 'Show what moved the answer')),
    legend, holder,
    h('div', { class: 'reader' }, slider, values),
    e.prediction.durationSeconds > shown + 1 ? h('p', { class: 'hint' }, `The picture shows the first ${shown.toFixed(0)} s.`) : null,
    h('h3', null, 'The picture in words'), words);
  return {
    element,
    destroy: () => {
      observer.disconnect();
      endTheme();
    },
  };
}
