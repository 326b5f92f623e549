type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | EventListener>;

/** An element: attributes as they stand in HTML, `onclick` and the like as listeners, null and false left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes?: Attributes | null, ...children: (Child | Child[])[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((c) => c != null && c !== false).map((c) => (typeof c === 'number' ? String(c) : c as Node | string)));
  return element;
}

/** Puts these children in the place of those that are there. */
export function fill(parent: Element, ...children: (Child | Child[])[]): void {
  parent.replaceChildren(
    ...children.flat().filter((c) => c != null && c !== false).map((c) => (typeof c === 'number' ? String(c) : c as Node | string)));
}

/** Sets CSS custom properties, which a strict policy allows through the CSSOM. */
export function vars<T extends HTMLElement>(element: T, values: Record<string, string | number>): T {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, String(value));
  return element;
}

let last = 0;

/** An id that no other element has. */
export function newId(word: string): string {
  last += 1;
  return `${word}-${last}`;
}

/** Says something to screen readers, in the page's one live region. */
export function announce(text: string): void {
  const region = document.getElementById('announcer');
  if (!region) return;
  region.textContent = '';
  window.setTimeout(() => { region.textContent = text; }, 60);
}
