import type { Explanation } from '../shared/contract.ts';
import { fromBase64 } from '../shared/pure/base64.ts';
import { againstColor, forColor, grey, magma } from '../shared/pure/colormap.ts';
import { hertz, ticks } from '../shared/pure/format.ts';
import { bandOf, largest } from '../shared/pure/spectrum.ts';

/** The part of the canvas that a panel fills, in CSS pixels. */
export interface Box { left: number; top: number; width: number; height: number }

/** The colors of the page, for canvas. */
export interface Inks { text: string; muted: string; line: string; surface: string; accent: string; speech: string; energy: string }

/** The mel spectrogram as a picture of one pixel a value, the lowest band at the bottom. */
export function spectrogramPicture(e: Explanation, muted: boolean): HTMLCanvasElement {
  const { frames, bands, values } = e.spectrogram;
  const bytes = fromBase64(values);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, frames);
  canvas.height = Math.max(1, bands);
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(canvas.width, canvas.height);
  const map = muted ? grey : magma;
  for (let frame = 0; frame < frames; frame++) {
    for (let band = 0; band < bands; band++) {
      const value = bytes[frame * bands + band] * 3;
      const at = ((bands - 1 - band) * frames + frame) * 4;
      image.data.set([map[value], map[value + 1], map[value + 2], 255], at);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Draws the spectrogram, with the occlusion map upon it where one is to be shown, and its axes and color bar. */
export function drawSpectrogram(c: CanvasRenderingContext2D, box: Box, e: Explanation, picture: HTMLCanvasElement, overlay: boolean, inks: Inks, time: (s: number) => number): void {
  const s = e.spectrogram;
  const left = time(s.startSeconds);
  c.save();
  c.beginPath();
  c.rect(box.left, box.top, box.width, box.height);
  c.clip();
  c.fillStyle = `rgb(${overlay ? '24, 24, 24' : '0, 0, 4'})`;
  c.fillRect(box.left, box.top, box.width, box.height);
  c.imageSmoothingEnabled = false;
  c.drawImage(picture, left, box.top, time(s.startSeconds + s.frames * s.hopSeconds) - left, box.height);
  if (overlay) drawOcclusion(c, box, e, time);
  c.restore();
  frame(c, box, inks);
  frequencyAxis(c, box, e, inks);
  if (!overlay) colorBar(c, box, e, inks);
}

function drawOcclusion(c: CanvasRenderingContext2D, box: Box, e: Explanation, time: (s: number) => number): void {
  const map = e.occlusion;
  if (!map) return;
  const strongest = largest(map.values);
  const y = (hz: number) => box.top + box.height * (1 - (bandOf(hz, e.spectrogram.centersHz) + 0.5) / e.spectrogram.bands);
  for (let column = 0; column < map.columns; column++) {
    const left = time(map.startSeconds + column * map.cellSeconds);
    const right = time(map.startSeconds + (column + 1) * map.cellSeconds);
    for (let band = 0; band < map.bands; band++) {
      const value = map.values[column][band];
      const share = Math.abs(value) / strongest;
      if (share < 0.08) continue;
      const top = y(map.bandEdgesHz[band + 1]);
      const bottom = y(map.bandEdgesHz[band]);
      const [r, g, b] = value > 0 ? forColor : againstColor;
      c.fillStyle = `rgb(${r} ${g} ${b} / ${0.75 * share})`;
      c.fillRect(left, top, right - left, bottom - top);
      if (share < 0.5 || right - left < 14) continue;
      c.fillStyle = '#fff';
      c.font = '600 13px system-ui, sans-serif';
      c.textAlign = 'center';
      c.textBaseline = 'middle';
      c.fillText(value > 0 ? '+' : '−', (left + right) / 2, (top + bottom) / 2);
    }
  }
}

/** Where somebody speaks, as bars along the time axis. */
export function drawSpeech(c: CanvasRenderingContext2D, box: Box, e: Explanation, inks: Inks, time: (s: number) => number): void {
  c.fillStyle = inks.line;
  c.fillRect(box.left, box.top, box.width, box.height);
  c.fillStyle = inks.speech;
  const right = box.left + box.width;
  for (const part of e.speech) {
    const from = Math.max(box.left, Math.min(right, time(part.startSeconds)));
    const to = Math.max(box.left, Math.min(right, time(part.endSeconds)));
    c.fillRect(from, box.top, to - from, box.height);
  }
  side(c, box, 'speech', inks);
}

/** A curve with gaps where nothing is known, and its axis. */
export function drawCurve(
  c: CanvasRenderingContext2D, box: Box, values: readonly (number | null)[], start: number, hop: number, low: number, high: number, name: string,
  write: (v: number) => string, color: string, inks: Inks, time: (s: number) => number): void {
  const y = (v: number) => box.top + box.height * (1 - (v - low) / (high - low));
  c.font = '12px system-ui, sans-serif';
  c.textAlign = 'right';
  c.textBaseline = 'middle';
  for (const share of [0, 0.5, 1]) {
    const value = low + (high - low) * share;
    c.strokeStyle = inks.line;
    c.lineWidth = 1;
    c.beginPath();
    c.moveTo(box.left, Math.round(y(value)) + 0.5);
    c.lineTo(box.left + box.width, Math.round(y(value)) + 0.5);
    c.stroke();
    c.fillStyle = inks.muted;
    c.fillText(write(value), box.left - 6, y(value) + (share === 0 ? -5 : share === 1 ? 6 : 0));
  }
  c.save();
  c.beginPath();
  c.rect(box.left, box.top - 2, box.width, box.height + 4);
  c.clip();
  c.strokeStyle = color;
  c.lineWidth = 2;
  c.lineJoin = 'round';
  c.beginPath();
  let pen = false;
  values.forEach((value, i) => {
    if (value == null) {
      pen = false;
      return;
    }
    const x = time(start + i * hop);
    if (pen) c.lineTo(x, y(value));
    else c.moveTo(x, y(value));
    pen = true;
  });
  c.stroke();
  c.restore();
  frame(c, box, inks);
  side(c, box, name, inks);
}

/** The time axis below the lowest panel. */
export function drawTimeAxis(c: CanvasRenderingContext2D, box: Box, seconds: number, inks: Inks, time: (s: number) => number): void {
  c.fillStyle = inks.muted;
  c.strokeStyle = inks.muted;
  c.font = '12px system-ui, sans-serif';
  c.textBaseline = 'top';
  c.textAlign = 'center';
  const bottom = box.top + box.height;
  for (const tick of ticks(seconds, Math.max(2, Math.floor(box.width / 70)))) {
    const x = time(tick);
    c.beginPath();
    c.moveTo(x, bottom);
    c.lineTo(x, bottom + 5);
    c.stroke();
    c.fillText(`${tick} s`, x, bottom + 8);
  }
}

function frequencyAxis(c: CanvasRenderingContext2D, box: Box, e: Explanation, inks: Inks): void {
  const { centersHz, bands } = e.spectrogram;
  c.fillStyle = inks.muted;
  c.strokeStyle = inks.muted;
  c.font = '12px system-ui, sans-serif';
  c.textAlign = 'right';
  c.textBaseline = 'middle';
  for (const hz of [250, 500, 1000, 2000, 4000, 8000, 16000]) {
    if (hz < centersHz[0] || hz > centersHz[centersHz.length - 1] * 1.02) continue;
    const y = box.top + box.height * (1 - (bandOf(hz, centersHz) + 0.5) / bands);
    c.beginPath();
    c.moveTo(box.left - 4, y);
    c.lineTo(box.left, y);
    c.stroke();
    c.fillText(hertz(hz).replace('.0', ''), box.left - 7, y);
  }
}

function colorBar(c: CanvasRenderingContext2D, box: Box, e: Explanation, inks: Inks): void {
  const left = box.left + box.width + 10;
  for (let y = 0; y < box.height; y++) {
    const at = Math.round(255 * (1 - y / (box.height - 1))) * 3;
    c.fillStyle = `rgb(${magma[at]} ${magma[at + 1]} ${magma[at + 2]})`;
    c.fillRect(left, box.top + y, 10, 1.5);
  }
  const { minDb, maxDb } = e.spectrogram;
  c.fillStyle = inks.muted;
  c.textAlign = 'left';
  [[maxDb, 6], [(minDb + maxDb) / 2, box.height / 2], [minDb, box.height - 6]].forEach(([db, y], i) => {
    c.fillText(`${Math.round(db)}${i === 0 ? ' dB' : ''}`, left + 14, box.top + y);
  });
}

function frame(c: CanvasRenderingContext2D, box: Box, inks: Inks): void {
  c.strokeStyle = inks.muted;
  c.lineWidth = 1;
  c.strokeRect(box.left - 0.5, box.top - 0.5, box.width + 1, box.height + 1);
}

function side(c: CanvasRenderingContext2D, box: Box, name: string, inks: Inks): void {
  c.fillStyle = inks.text;
  c.font = '12px system-ui, sans-serif';
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  c.fillText(name, box.left + box.width + 8, box.top + box.height / 2);
}
