import { reason } from '../shared/api.ts';
import { confirmed } from '../shared/confirm.ts';
import type { VoiceFacts } from '../shared/contract.ts';
import { announce, fill, h } from '../shared/dom.ts';
import { count, seconds } from '../shared/pure/format.ts';
import { chooseVoice, chosenVoice, deleteVoice, forgetVoice, keptVoices, serverVoices, voiceValue } from '../shared/voices.ts';

interface Row { voice: VoiceFacts; where: 'server' | 'browser' }

/** The voices that are known here and on the service: chosen or deleted. */
export class KnownVoices {
  readonly element = h('div');

  /** Reads them again. */
  async draw(): Promise<void> {
    const rows: Row[] = Object.values(keptVoices()).map((voice) => ({ voice, where: 'browser' }));
    let trouble = '';
    try {
      rows.push(...(await serverVoices()).map((voice): Row => ({ voice, where: 'server' })));
    } catch (e) {
      trouble = reason(e);
    }
    const chosen = voiceValue(chosenVoice());
    fill(this.element,
      trouble && h('div', { class: 'notice bad', role: 'alert' }, h('p', null, trouble)),
      rows.length === 0
        ? h('p', { class: 'hint' }, 'No voice is known yet.')
        : h('ul', { class: 'known' }, rows.map((row) => this.row(row, chosen))));
  }

  private row({ voice, where }: Row, chosen: string): HTMLElement {
    const value = `${where}:${voice.name}`;
    const used = value === chosen;
    const about = [`kept ${where === 'server' ? 'on the service' : 'in this browser'}`, count(voice.clips, 'clip'), `${seconds(voice.seconds)} of speech`];
    return h('li', null,
      h('span', { class: 'about' }, h('b', null, voice.name), h('small', null, about.join(', '))),
      h('button', { type: 'button', 'aria-pressed': String(used), 'aria-label': `Use ${voice.name}`, onclick: () => {
        chooseVoice(used ? 'none' : value);
        announce(used ? 'Answers are for any speaker again.' : `Answers are now relative to ${voice.name}.`);
        void this.draw();
      } }, used ? '✓ In use' : 'Use'),
      h('button', { type: 'button', class: 'danger', 'aria-label': `Delete ${voice.name}`, onclick: () => { void this.remove({ voice, where }); } }, 'Delete'));
  }

  private async remove({ voice, where }: Row): Promise<void> {
    const place = where === 'server' ? 'the service' : 'this browser';
    if (!await confirmed(`Delete the voice ${voice.name}?`, `It is deleted from ${place}. Answers relative to it are no longer to be had.`, 'Delete')) return;
    try {
      if (where === 'server') await deleteVoice(voice.name);
      else forgetVoice(voice.name);
      if (voiceValue(chosenVoice()) === `${where}:${voice.name}`) chooseVoice('none');
      announce(`The voice ${voice.name} is deleted.`);
      await this.draw();
    } catch (e) {
      this.element.prepend(h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
    }
  }
}
