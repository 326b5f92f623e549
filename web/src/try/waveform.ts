import WaveSurfer from 'wavesurfer.js/dist/wavesurfer.js';
import RegionsPlugin from 'wavesurfer.js/plugins/regions';
import type { Answered } from '../shared/contract.ts';
import { h } from '../shared/dom.ts';
import { colorOf } from '../shared/emotions.ts';
import { percent, seconds as said } from '../shared/pure/format.ts';
import { runs } from '../shared/pure/segments.ts';
import { cssColor, onTheme } from '../shared/theme.ts';

/** The waveform with its segments, and what plays it. */
export interface Player {
  element: HTMLElement;
  /** Plays from a moment to another, or to the end. */
  play(start: number, end?: number): void;
  /** Calls back with the moment that is heard. */
  onTime(listener: (seconds: number) => void): void;
  destroy(): void;
}

/** Draws the waveform from the service's peaks, so that every format is shown, and plays the file itself. */
export function waveform(file: Blob, e: Answered): Player {
  const holder = h('div', { class: 'wave' });
  const button = h('button', { type: 'button', class: 'primary', onclick: () => { void surfer.playPause(); } }, 'Play');
  const position = h('input', {
    type: 'range', min: 0, max: e.prediction.durationSeconds, step: 0.05, value: 0, 'aria-label': 'Position in the recording',
    oninput: () => surfer.setTime(Number(position.value)),
  });
  const time = h('span', { class: 'time' });
  const trouble = h('p', { class: 'hint' });
  const element = h('div', null, holder, h('div', { class: 'transport' }, button, position, time), trouble);
  const regions = RegionsPlugin.create();
  const surfer = WaveSurfer.create({
    container: holder, height: 104, cursorWidth: 2, barWidth: 0, normalize: true, interact: true, dragToSeek: false,
    ...colors(), plugins: [regions],
  });
  const listeners: ((seconds: number) => void)[] = [];
  const tell = (moment: number) => {
    time.textContent = `${said(moment)} of ${said(e.prediction.durationSeconds)}`;
    position.value = String(moment);
    position.setAttribute('aria-valuetext', `${moment.toFixed(1)} seconds`);
    for (const listener of listeners) listener(moment);
  };
  surfer.on('timeupdate', tell);
  surfer.on('play', () => { button.textContent = 'Pause'; });
  surfer.on('pause', () => { button.textContent = 'Play'; });
  surfer.on('ready', () => addRegions(regions, e));
  surfer.on('error', () => { trouble.textContent = 'This browser cannot play this format; the answer stands all the same.'; button.disabled = true; });
  surfer.on('interaction', tell);
  void surfer.loadBlob(file, [e.waveform.max, e.waveform.min], e.prediction.durationSeconds).catch(() => { /* told by the event */ });
  tell(0);
  const endTheme = onTheme(() => surfer.setOptions(colors()));
  return {
    element,
    play: (start, end) => { void surfer.play(start, end); },
    onTime: (listener) => listeners.push(listener),
    destroy: () => {
      endTheme();
      surfer.destroy();
    },
  };
}

function colors(): { waveColor: string; progressColor: string; cursorColor: string } {
  return { waveColor: cssColor('--edge'), progressColor: cssColor('--accent'), cursorColor: cssColor('--text') };
}

function addRegions(regions: InstanceType<typeof RegionsPlugin>, e: Answered): void {
  regions.clearRegions();
  for (const run of runs(e.prediction.segments ?? [])) {
    if (!run.speech || run.emotion == null) continue;
    const label = h('span', { class: 'region-label' }, run.uncertain ? `${run.emotion}?` : run.emotion);
    label.title = `${run.emotion}${run.confidence == null ? '' : ` ${percent(run.confidence)}`}`;
    Object.assign(label.style, {
      display: 'block', font: '600 12px system-ui, sans-serif', padding: '1px 5px', overflow: 'hidden', textOverflow: 'ellipsis',
      whiteSpace: 'nowrap', color: 'var(--text)', background: 'var(--surface)', width: 'fit-content', maxWidth: '100%', borderRadius: '0 0 4px 0',
    });
    regions.addRegion({
      start: run.startSeconds, end: run.endSeconds, drag: false, resize: false, content: label,
      color: `color-mix(in srgb, ${colorOf(run.emotion)} 26%, transparent)`,
    });
  }
}
