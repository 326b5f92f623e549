import '../styles/live.css';
import { reason } from '../shared/api.ts';
import { Bars } from '../shared/bars.ts';
import type { Segment } from '../shared/contract.ts';
import { download } from '../shared/download.ts';
import { announce, fill, h } from '../shared/dom.ts';
import { swatch } from '../shared/emotions.ts';
import { Meter } from '../shared/meter.ts';
import { Microphone } from '../shared/microphone.ts';
import { csv } from '../shared/pure/csv.ts';
import { join, toWav } from '../shared/pure/pcm.ts';
import { answerOf, dimensionNames, sentenceCase, shortReasons } from '../shared/reasons.ts';
import type { View } from '../shared/view.ts';
import { voiceChoice } from '../shared/voicechoice.ts';
import { chosenVoice } from '../shared/voices.ts';
import { bring } from '../try/items.ts';
import { LiveStream } from './stream.ts';
import { Tape } from './tape.ts';

const rate = 16000;
const hop = 0.5;
const mostKeptSeconds = 300;

export const liveView: View = (root) => {
  let microphone: Microphone | null = null;
  let stream: LiveStream | null = null;
  let state: 'idle' | 'opening' | 'listening' | 'ending' = 'idle';
  let kept: Float32Array[] = [];
  let keptSamples = 0;
  let tape = new Tape();
  let said: string | null = null;
  let saidAt = 0;
  let left = false;
  const start = h('button', { type: 'button', class: 'primary', onclick: () => { void toggle(); } }, 'Start listening');
  const length = h('select', { id: 'window' },
    h('option', { value: '3' }, '3 s: surest'), h('option', { value: '2' }, '2 s'), h('option', { value: '1.5' }, '1.5 s: quickest'));
  const trouble = h('div', { class: 'outcome' });
  const body = h('div');
  const after = h('div', { class: 'actions' });
  const options = h('div', { class: 'options' }, voiceChoice(), h('div', { class: 'field' }, h('label', { for: 'window' }, 'Each answer hears'), length));

  async function toggle(): Promise<void> {
    if (state === 'listening') stop();
    else if (state === 'idle') await listen();
  }

  async function listen(): Promise<void> {
    state = 'opening';
    start.disabled = true;
    fill(trouble);
    fill(after);
    const screen = new Screen();
    tape = new Tape();
    kept = [];
    keptSamples = 0;
    said = null;
    const early: { block: Float32Array; at: number }[] = [];
    fill(body, h('p', { class: 'busy', role: 'status' }, 'Opening the stream. The service measures first how many it can carry, which takes some seconds the first time.'));
    try {
      microphone = await Microphone.open((block) => {
        screen.meter.push(block);
        // What is said while the stream is opened is sent when it is open.
        if (stream) stream.push(block, performance.now());
        else if (state === 'opening') early.push({ block, at: performance.now() });
        if (keptSamples > rate * mostKeptSeconds) return;
        kept.push(block);
        keptSamples += block.length;
      }, rate);
      stream = await LiveStream.open(
        { rate: microphone.rate, hop, window: Number(length.value), voice: chosenVoice() },
        { answer: (segment, needed, end) => show(screen, segment, needed, end), end: ended });
      for (const { block, at } of early) stream.push(block, at);
      if (left) return stop();
      state = 'listening';
      start.textContent = 'Stop';
      start.classList.replace('primary', 'recording');
      length.disabled = true;
      fill(body, screen.element, h('h2', null, 'The last minute'), tape.element);
      announce('Listening. Speak.');
    } catch (e) {
      microphone?.close();
      microphone = null;
      state = 'idle';
      fill(body);
      fill(trouble, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
    }
    start.disabled = false;
  }

  function show(screen: Screen, segment: Segment, needed: number | null, end: number | null): void {
    tape.push(segment);
    screen.show(segment, needed, end);
    const now = performance.now();
    if (!segment.speech || segment.emotion === said || now - saidAt < 2500) return;
    said = segment.emotion;
    saidAt = now;
    announce(answerOf(segment));
  }

  function stop(): void {
    state = 'ending';
    start.disabled = true;
    fromMicrophone = microphone?.rate ?? rate;
    microphone?.close();
    microphone = null;
    stream?.end();
  }

  let fromMicrophone = rate;

  function ended(why: string | null): void {
    if (microphone) fromMicrophone = microphone.rate;
    microphone?.close();
    microphone = null;
    stream = null;
    state = 'idle';
    start.disabled = false;
    start.textContent = 'Start listening';
    start.classList.replace('recording', 'primary');
    length.disabled = false;
    if (why) fill(trouble, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, why)));
    if (left) return;
    announce(`Stopped. ${tape.summary()}`);
    fill(after,
      h('p', { class: 'summary' }, tape.summary()),
      h('button', { type: 'button', onclick: () => download('live.csv', asCsv(tape.all), 'text/csv') }, 'Download answers as CSV'),
      kept.length > 0 && h('button', { type: 'button', onclick: look }, 'Look at this recording'));
  }

  /** Hands what was heard to the view that shows a recording. */
  function look(): void {
    bring(new File([toWav(join(kept), fromMicrophone)], 'live.wav', { type: 'audio/wav' }));
    location.hash = '#/try';
  }

  root.append(
    h('h1', { tabindex: '-1' }, 'Speak, and see'),
    h('p', { class: 'lead' }, 'The microphone goes to the service while you speak, and an answer comes back for every half second.'),
    h('section', { 'aria-label': 'Microphone' }, h('div', { class: 'ways' }, start, options), trouble, body, after));
  return () => {
    left = true;
    if (state === 'listening') stop();
    microphone?.close();
  };
};

/** What is seen while one speaks: the answer, the scores, the level and the delay. */
class Screen {
  readonly meter = new Meter();
  private readonly verdict = h('p', { class: 'verdict' }, 'Waiting for speech …');
  private readonly because = h('p', { class: 'hint because' });
  private readonly bars = new Bars(false);
  private readonly delay = h('dd', null, '–');
  private readonly behind = h('dd', null, '–');
  readonly element = h('div', { class: 'screen' },
    this.meter.element, this.verdict, this.because,
    h('div', { class: 'two' }, this.bars.element,
      h('dl', { class: 'facts' },
        h('div', null, h('dt', null, 'Latency'), this.delay),
        h('div', null, h('dt', null, 'Behind the voice'), this.behind))));

  show(segment: Segment, needed: number | null, end: number | null): void {
    fill(this.verdict, swatch(segment.speech ? segment.emotion : null), h('span', null, segment.speech ? sentenceCase(answerOf(segment)) : 'No speech'));
    this.because.textContent = segment.uncertainBecause.length > 0 ? `Uncertain because: ${shortReasons(segment)}` : '';
    this.bars.show(segment.scores, segment.emotion);
    if (needed != null) fill(this.delay, `${Math.max(0, Math.round(needed * 1000))} ms`, h('small', null, 'from the last sample that an answer needs to the answer'));
    if (end != null) fill(this.behind, `${end.toFixed(1)} s`, h('small', null, 'an answer hears what comes after its moment, too'));
  }
}

function asCsv(segments: readonly Segment[]): string {
  const labels = Object.keys(segments[0]?.scores ?? {});
  const names = dimensionNames(segments);
  return csv([
    ['startSeconds', 'endSeconds', 'speech', 'emotion', 'confidence', 'uncertain', 'uncertainBecause', ...labels, ...names],
    ...segments.map((s) => [s.startSeconds, s.endSeconds, s.speech, s.emotion, s.confidence, s.uncertain, s.uncertainBecause.join(' '), ...labels.map((l) => s.scores[l] ?? null), ...names.map((n) => s.dimensions?.[n] ?? null)]),
  ]);
}
