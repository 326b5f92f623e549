/** A page's view: drawn into the element, which is empty; returns what is to be done when it is left. */
export type View = (root: HTMLElement, argument: string, query: URLSearchParams) => (() => void) | void;
