import { h } from './dom.ts';

let open: Promise<string | null> | null = null;

/** Asks for the service's key in a dialog; null where the person declines. Several who ask at once get one dialog. */
export function askKey(again: boolean): Promise<string | null> {
  open ??= show(again).finally(() => { open = null; });
  return open;
}

function show(again: boolean): Promise<string | null> {
  return new Promise((resolve) => {
    const input = h('input', { type: 'password', id: 'key', autocomplete: 'off', required: true, spellcheck: 'false' });
    const dialog = h(
      'dialog', { 'aria-labelledby': 'key-title' },
      h('form', { method: 'dialog', onsubmit: () => dialog.close(input.value) },
        h('h2', { id: 'key-title' }, 'This service wants a key'),
        h('p', null, again ? 'The key was not accepted. ' : '', 'It is kept in this tab until you close it, and sent to this service only.'),
        h('label', { for: 'key' }, 'Key'), input,
        h('div', { class: 'actions' },
          h('button', { type: 'submit', class: 'primary' }, 'Use key'),
          h('button', { type: 'button', onclick: () => dialog.close('') }, 'Cancel'))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
