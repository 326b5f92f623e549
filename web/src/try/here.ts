import { reason } from '../shared/api.ts';
import { fill, h, newId } from '../shared/dom.ts';
import { studioFacts } from '../shared/facts.ts';
import type { LocalModel } from '../local/engine.ts';

/** Whether recordings are answered in this browser, by which model; it lasts while the page is open. */
let model: LocalModel | null = null;
let on = false;

/** The model that answers here; null where the service does. */
export function hereModel(): LocalModel | null {
  return on ? model : null;
}

/** The switch between the service and this browser, and the sentence beside it; it can be used where the service has what is needed. */
export function hereSwitch(changed: () => void): HTMLElement {
  const [id, hintId] = [newId('here'), newId('here-hint')];
  const input = h('input', {
    type: 'checkbox', role: 'switch', id, 'aria-describedby': hintId, disabled: model == null, onchange: () => {
      on = input.checked;
      tell();
      changed();
    },
  });
  input.checked = on;
  const hint = h('span', { id: hintId, class: 'hint' });
  const tell = () => fill(hint, on
    ? 'Recordings stay on this computer. The timeline, what the model hears and voices are only on the service.'
    : 'Off: recordings go to the service.');
  if (model) tell();
  else void offer().then((fault) => {
    input.disabled = fault != null;
    if (fault == null) tell();
    else fill(hint, fault);
  });
  return h('div', { class: 'here' }, h('div', { class: 'choice' }, input, h('label', { for: id }, 'In this browser: nothing leaves this computer')), hint);
}

/** Gets the model ready; says why it cannot be used here, or null. */
async function offer(): Promise<string | null> {
  try {
    const facts = await studioFacts();
    if (!facts.inBrowser) return 'Whoever runs the service can allow it: undertone serve --onnx-runtime-web DIR.';
    model = await (await import('../local/engine.ts')).LocalModel.of(facts.model.name);
    return model ? null : `The model ${facts.model.name} answers on the service alone; undertone serve --model tiny has one that can.`;
  } catch (e) {
    return reason(e);
  }
}
