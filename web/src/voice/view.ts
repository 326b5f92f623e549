import '../styles/voice.css';
import { reason, Refusal } from '../shared/api.ts';
import { confirmed } from '../shared/confirm.ts';
import { announce, fill, h } from '../shared/dom.ts';
import { studioFacts } from '../shared/facts.ts';
import type { View } from '../shared/view.ts';
import { chooseVoice, enroll, keepVoice } from '../shared/voices.ts';
import { KnownVoices } from './known.ts';
import { Sentence } from './sentence.ts';
import { sentences } from './sentences.ts';

/** As many as the service needs to tell a voice from a mood. */
const fewest = 3;

export const voiceView: View = (root) => {
  const known = new KnownVoices();
  const cards = sentences.map((s, i) => new Sentence(i + 1, s, () => drawProgress()));
  const progress = h('p', { class: 'hint', role: 'status' });
  const name = h('input', { type: 'text', id: 'voice-name', autocomplete: 'off', maxlength: '64', spellcheck: 'false' });
  const onServer = h('input', { type: 'radio', name: 'where', value: 'server', id: 'where-server' });
  const inBrowser = h('input', { type: 'radio', name: 'where', value: 'browser', id: 'where-browser', checked: true });
  const noServer = h('p', { class: 'hint' });
  const save = h('button', { type: 'button', class: 'primary', onclick: () => { void keep(); } }, 'Save voice');
  const outcome = h('div', { class: 'outcome' });

  function drawProgress(): void {
    const done = cards.filter((c) => c.clip).length;
    progress.textContent = done === 0
      ? 'None of the five is recorded yet.'
      : `${done} of 5 recorded.${done < fewest ? ` ${fewest} are needed, five are better.` : done < 5 ? ' All five make better answers.' : ' Give the voice a name and save it.'}`;
    save.disabled = done < fewest;
  }

  async function keep(replace = false): Promise<void> {
    const called = name.value.trim();
    const where = onServer.checked ? 'server' : 'browser';
    if (called === '') {
      fill(outcome, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, 'Give the voice a name first.')));
      name.focus();
      return;
    }
    save.disabled = true;
    fill(outcome, h('p', { class: 'busy', role: 'status' }, 'Getting to know the voice …'));
    try {
      const { voice, warnings } = await enroll(called, cards.flatMap((c) => (c.clip ? [c.clip] : [])), where, replace);
      if (where === 'browser') keepVoice({ ...voice, name: voice.name ?? called });
      chooseVoice(`${where}:${called}`);
      fill(outcome,
        h('div', { class: 'notice good' }, h('p', null, `${called} is known now, and answers in Try and Live are relative to this voice.`)),
        warnings.length > 0 && h('div', { class: 'notice warn' }, h('ul', null, warnings.map((w) => h('li', null, w)))));
      announce([`The voice ${called} is saved.`, ...warnings].join(' '));
      await known.draw();
    } catch (e) {
      fill(outcome);
      if (e instanceof Refusal && e.code === 'voice-exists' && !replace) {
        if (await confirmed(`Replace the voice ${called}?`, 'The service knows a voice of that name already.', 'Replace')) await keep(true);
      } else {
        fill(outcome, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
      }
    } finally {
      drawProgress();
    }
  }

  void studioFacts().then((facts) => {
    if (facts.enrollment) onServer.checked = true;
    onServer.disabled = !facts.enrollment;
    if (!facts.enrollment) noServer.textContent = 'This service keeps no new voices.';
  }, () => { /* The browser can keep it in any case. */ });

  root.append(
    h('h1', { tabindex: '-1' }, 'My voice'),
    h('p', { class: 'lead' }, 'A voice that is always loud sounds angry to a model that does not know it. Read five sentences, each in another mood, and answers are relative to your voice.'),
    h('section', { 'aria-labelledby': 'read' },
      h('h2', { id: 'read' }, 'Read five sentences'),
      h('p', { class: 'hint' }, 'Play the mood as an actor would. Press Record, read the sentence aloud, and press again.'),
      h('ol', { class: 'sentences' }, cards.map((c) => c.element)), progress),
    h('section', { 'aria-labelledby': 'keep' },
      h('h2', { id: 'keep' }, 'Keep it'),
      h('div', { class: 'field' }, h('label', { for: 'voice-name' }, 'Name of the voice'), name),
      h('fieldset', null, h('legend', null, 'Where it is kept'),
        h('div', { class: 'choice' }, onServer, h('div', null, h('label', { for: 'where-server' }, 'On the service'),
          h('div', { class: 'hint' }, 'Everybody who may ask this service can have answers relative to it, from any machine.'), noServer)),
        h('div', { class: 'choice' }, inBrowser, h('div', null, h('label', { for: 'where-browser' }, 'In this browser'),
          h('div', { class: 'hint' }, 'The service hears the sentences once and keeps nothing. The voice is gone when you clear this site’s data.')))),
      h('p', { class: 'hint' }, 'Either way a voice is a file of numbers. The recordings themselves are not kept.'),
      h('div', { class: 'actions' }, save), outcome),
    h('section', { 'aria-labelledby': 'known' }, h('h2', { id: 'known' }, 'Known voices'), known.element));
  drawProgress();
  void known.draw();
  return () => { for (const card of cards) card.close(); };
};
