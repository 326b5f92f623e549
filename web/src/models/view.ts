import '../styles/runs.css';
import { json, reason } from '../shared/api.ts';
import type { Evaluation } from '../shared/contract.ts';
import { fill, h } from '../shared/dom.ts';
import { tag } from '../shared/emotions.ts';
import type { View } from '../shared/view.ts';
import { classes, scores } from '../runs/scores.ts';

interface Card {
  name: string;
  version: string;
  recipe?: string;
  labels: string[];
  corpora?: { name: string; license?: string; utterances?: number; speakers?: number }[];
  evaluation?: Evaluation | null;
}

export const modelsView: View = (root, name) => {
  const body = h('div', null, h('p', { class: 'busy' }, 'Reading the models …'));
  const refused = (e: unknown) => fill(body, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
  if (name) {
    root.append(h('p', { class: 'crumb' }, h('a', { href: '#/models' }, 'All models')), h('h1', { tabindex: '-1' }, `Model ${name}`), body);
    json<Card>(`v1/models/${encodeURIComponent(name)}`).then((card) => fill(body, show(card)), refused);
  } else {
    root.append(h('h1', { tabindex: '-1' }, 'Models'), h('p', { class: 'lead' }, 'What answers here, what it learnt from, and how often it is right on voices that it had not heard.'), body);
    json<{ models: Card[] }>('v1/models').then(({ models }) => fill(body, h('ul', { class: 'cards' }, models.map((m) => h('li', { class: 'card' },
      h('h2', null, h('a', { href: `#/models/${encodeURIComponent(m.name)}` }, m.name)), h('p', { class: 'hint' }, `Version ${m.version}`))))), refused);
  }
};

function show(card: Card): Node[] {
  const parts: Node[] = [h('section', { 'aria-labelledby': 'about' },
    h('h2', { id: 'about' }, 'About'),
    h('dl', { class: 'facts' }, ([['Version', card.version], ['Recipe', card.recipe ?? '–']] as const).map(([t, v]) => h('div', null, h('dt', null, t), h('dd', null, v)))),
    h('h3', null, 'Its answers'),
    h('ul', { class: 'words' }, card.labels.map((l) => h('li', null, tag(l)))),
    h('p', { class: 'hint' }, 'It learnt from speech that was mostly acted. Its answers are guesses about how a voice sounds, and no verdict about a person.'))];
  if (card.corpora && card.corpora.length > 0) parts.push(corpora(card.corpora));
  if (card.evaluation) parts.push(scores(card.evaluation), classes(card.evaluation));
  return parts;
}

function corpora(all: NonNullable<Card['corpora']>): Node {
  return h('section', { 'aria-labelledby': 'learnt' },
    h('h2', { id: 'learnt' }, 'What it learnt from'),
    h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'What it learnt from' },
      h('table', { class: 'wide' },
        h('thead', null, h('tr', null, ['Corpus', 'Terms', 'Utterances', 'Speakers'].map((t, i) => h('th', { scope: 'col', class: i < 2 ? 'text' : '' }, t)))),
        h('tbody', null, all.map((c) => h('tr', null, h('th', { scope: 'row' }, c.name), h('td', { class: 'text' }, c.license ?? '–'),
          h('td', null, c.utterances ?? '–'), h('td', null, c.speakers ?? '–')))))));
}
