import { h, newId } from './dom.ts';
import { chooseVoice, chosenVoice, keptVoices, serverVoices, voiceValue } from './voices.ts';

/** A list of the voices that are known, by which the answers' voice is chosen. */
export function voiceChoice(changed?: () => void): HTMLElement {
  const id = newId('voice');
  const select = h('select', { id, onchange: () => { chooseVoice(select.value); changed?.(); } });
  const browser = Object.keys(keptVoices()).map((name) => h('option', { value: `browser:${name}` }, `${name} (this browser)`));
  select.append(h('option', { value: 'none' }, 'Any speaker'), ...browser);
  select.value = voiceValue(chosenVoice());
  void serverVoices().then((voices) => {
    select.append(...voices.map((v) => h('option', { value: `server:${v.name}` }, v.name)));
    select.value = voiceValue(chosenVoice());
    if (select.selectedIndex >= 0) return;
    chooseVoice('none');
    select.value = 'none';
    changed?.();
  }, () => { /* A service without voices answers for any speaker. */ });
  return h('div', { class: 'field' }, h('label', { for: id }, 'Whose voice'), select);
}
