import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import { fill, h } from './shared/dom.ts';
import { reason } from './shared/api.ts';
import { themeSwitch } from './shared/theme.ts';
import type { View } from './shared/view.ts';

interface Route {
  name: string;
  title: string;
  load(): Promise<View>;
}

const routes: Route[] = [
  { name: 'try', title: 'Try', load: async () => (await import('./try/view.ts')).tryView },
  { name: 'live', title: 'Live', load: async () => (await import('./live/view.ts')).liveView },
  { name: 'voice', title: 'My voice', load: async () => (await import('./voice/view.ts')).voiceView },
  { name: 'runs', title: 'Runs', load: async () => (await import('./runs/view.ts')).runsView },
  { name: 'models', title: 'Models', load: async () => (await import('./models/view.ts')).modelsView },
];

const content = document.getElementById('content')!;
let leave: (() => void) | void;
let shown = 0;

/** Shows the view that the address names; the first visit leaves the focus where it is, later ones take it to the view's heading. */
async function show(first: boolean): Promise<void> {
  const at = /^#\/([a-z]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(location.hash);
  const route = routes.find((r) => r.name === at?.[1]) ?? routes[0];
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.getAttribute('href') === `#/${route.name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const mine = ++shown;
  leave?.();
  leave = undefined;
  document.title = `${route.title} – Undertone studio`;
  const root = h('div', { class: `view view-${route.name}` });
  try {
    const view = await route.load();
    if (mine !== shown) return;
    fill(content, root);
    leave = view(root, decodeURIComponent(at?.[2] ?? ''), new URLSearchParams(at?.[3] ?? ''));
  } catch (e) {
    fill(content, h('h1', { tabindex: '-1' }, route.title), h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
  }
  if (first) return;
  window.scrollTo(0, 0);
  content.querySelector('h1')?.focus();
}

document.getElementById('nav')!.append(...routes.map((r) => h('li', null, h('a', { href: `#/${r.name}` }, r.title))));
document.getElementById('theme')!.append(themeSwitch());
document.querySelector('.skip')!.addEventListener('click', (e) => {
  e.preventDefault();
  content.focus();
});
window.addEventListener('hashchange', () => {
  if (location.hash.startsWith('#/') || location.hash === '') void show(false);
});
void show(true);
