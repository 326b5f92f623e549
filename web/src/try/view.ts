import '../styles/try.css';
import { reason } from '../shared/api.ts';
import { announce, fill, h } from '../shared/dom.ts';
import { answerOf, reasonsOf } from '../shared/reasons.ts';
import { Recorder } from '../shared/recorder.ts';
import type { View } from '../shared/view.ts';
import { voiceChoice } from '../shared/voicechoice.ts';
import { chosenVoice, voiceValue } from '../shared/voices.ts';
import { examples } from './examples.ts';
import { files } from './files.ts';
import { hereModel, hereSwitch } from './here.ts';
import { answeredWith, type Item, items } from './items.ts';
import { explain, type Options, predict, show as ask } from './request.ts';
import { result } from './result.ts';

let recordings = 0;

export const tryView: View = (root) => {
  let open: { item: Item | null; destroy: () => void } = { item: null, destroy: () => { /* nothing shown */ } };
  let asked: AbortController | null = null;
  // Answers to what was asked before all was asked anew are dropped.
  let round = 0;
  const list = h('div');
  const detail = h('div', { id: 'result' });
  const step = h('select', { id: 'step', onchange: again },
    h('option', { value: '1.5' }, 'every 1.5 s'), h('option', { value: '0.5' }, 'every 0.5 s'), h('option', { value: '5' }, 'every 5 s'));
  step.value = sessionStorage.getItem('undertone.step') ?? '1.5';
  const options = (): Options => ({ here: hereModel(), voice: chosenVoice(), hop: step.value });
  const ofService = h('div', { class: 'options' }, voiceChoice(again), h('div', { class: 'field' }, h('label', { for: 'step' }, 'Timeline'), step));
  ofService.hidden = hereModel() != null;
  const recorder = new Recorder('', (wav) => { add([new File([wav], `recording-${++recordings}.wav`, { type: 'audio/wav' })]); });
  const input = h('input', {
    type: 'file', multiple: true, accept: 'audio/*,.wav,.flac,.aiff,.aif,.ogg,.opus,.mp3,.m4a,.webm', class: 'hidden', id: 'files', tabindex: '-1', 'aria-label': 'Audio files',
    onchange: () => {
      add([...(input.files ?? [])]);
      input.value = '';
    },
  });
  const drop = h('div', { class: 'drop' },
    h('div', { class: 'ways' },
      h('button', { type: 'button', class: 'primary', onclick: () => input.click() }, 'Choose files'), input,
      recorder.element,
      h('p', { class: 'hint' }, 'or drop recordings anywhere on this page: WAV, FLAC, MP3, Ogg, M4A and more')),
    h('div', { class: 'examples', role: 'group', 'aria-labelledby': 'examples' },
      h('span', { id: 'examples' }, 'Examples, in synthetic voices:'),
      examples.map((e) => h('button', { type: 'button', onclick: () => { void addExample(e.file); } }, e.title))),
    hereSwitch(again), ofService);

  async function addExample(name: string): Promise<void> {
    try {
      const response = await fetch(`./examples/${name}`);
      if (!response.ok) throw new Error(`The example cannot be fetched (${response.status}).`);
      add([new File([await response.blob()], name, { type: 'audio/wav' })]);
    } catch (e) {
      trouble(reason(e));
    }
  }

  function add(brought: readonly File[]): void {
    const fresh = brought.map((file): Item => ({ file, prediction: null, answered: null, error: null }));
    if (fresh.length === 0) return;
    items.push(...fresh);
    void show(fresh[0]);
    void answer(fresh.slice(1));
  }

  /** Answers the rows of the table one after the other: the service hears a few at a time, and others ask it too. */
  async function answer(rows: readonly Item[]): Promise<void> {
    const mine = round;
    for (const item of rows) {
      const [prediction, error] = await predict(item.file, options()).then((p) => [p, null] as const, (e: unknown) => [null, reason(e)] as const);
      if (mine !== round) return;
      item.prediction = prediction;
      item.error = error;
      drawList();
    }
    if (rows.length > 0) announce(`${items.length} recordings are answered.`);
  }

  async function show(item: Item): Promise<void> {
    asked?.abort();
    const mine = asked = new AbortController();
    open.destroy();
    open = { item, destroy: () => { /* nothing shown yet */ } };
    drawList();
    fill(detail, h('section', null, h('h2', null, item.file.name), h('p', { class: 'busy' }, 'Listening …')));
    try {
      const answered = item.answered ?? await ask(item.file, options(), mine.signal);
      // What answers in this browser does not stop half-way.
      if (mine.signal.aborted) return;
      item.answered = answered;
      item.prediction = item.answered.prediction;
      item.error = null;
    } catch (e) {
      if (mine.signal.aborted) return;
      item.error = reason(e);
      trouble(`${item.file.name}: ${item.error}`);
      drawList();
      return;
    }
    if (open.item !== item) return;
    const shown = result(item.file, item.answered, () => explain(item.file, options(), true));
    open.destroy = shown.destroy;
    fill(detail, shown.element);
    drawList();
    announce([`${item.file.name}: ${answerOf(item.prediction)}.`, ...reasonsOf(item.prediction)].join(' '));
  }

  /** With another voice or step, or at another place, everything is answered again. */
  function again(): void {
    sessionStorage.setItem('undertone.step', step.value);
    ofService.hidden = hereModel() != null;
    round += 1;
    remember();
    for (const item of items) item.answered = item.prediction = null;
    const shown = open.item;
    if (shown) void show(shown);
    void answer(items.filter((i) => i !== shown));
  }

  /** Notes what answers are made with; says whether that is what they were made with before. */
  function remember(): boolean {
    const voice = voiceValue(chosenVoice());
    const here = hereModel() != null;
    const same = answeredWith.here === here && answeredWith.voice === voice && answeredWith.step === step.value;
    Object.assign(answeredWith, { here, voice, step: step.value });
    return same;
  }

  function drawList(): void {
    if (items.length < 2) fill(list);
    else fill(list, files(items, open.item, (item) => { void show(item).then(() => detail.scrollIntoView({ block: 'nearest' })); }, clear));
  }

  function clear(): void {
    round += 1;
    items.length = 0;
    open.destroy();
    open = { item: null, destroy: () => { /* nothing shown */ } };
    fill(detail);
    drawList();
  }

  function trouble(text: string): void {
    fill(detail, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, text)));
  }

  function over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    drop.classList.toggle('over', event.type === 'dragover');
    if (event.type === 'drop') add([...event.dataTransfer.files]);
  }

  for (const name of ['dragover', 'dragleave', 'drop'] as const) document.addEventListener(name, over);
  root.append(
    h('h1', { tabindex: '-1' }, 'How does this voice sound?'),
    h('p', { class: 'lead' }, 'Give a recording of somebody speaking. Undertone says which emotion it hears in the voice, how sure it is, and what that rests on.'),
    h('section', { 'aria-label': 'Bring a recording' }, drop), list, detail);
  const last = items[items.length - 1];
  const same = remember();
  if (!same) for (const item of items) item.answered = item.prediction = null;
  if (last) void show(last);
  void answer(items.filter((i) => i !== last && i.prediction == null && i.error == null));
  return () => {
    for (const name of ['dragover', 'dragleave', 'drop'] as const) document.removeEventListener(name, over);
    round += 1;
    asked?.abort();
    recorder.close();
    open.destroy();
  };
};
