/** Elements, made and changed. Texts are set as texts: nothing that came with a request is ever markup. */
import type { Cell } from './words.ts';

/** An element of the page's own markup; a missing one is a bug. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

/** Touches the page only where something is different. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setCell(element: HTMLElement, { text, title = '', ...cell }: Cell): void {
  const tone = cell.tone ?? '';
  setText(element, text);
  if (element.title !== title) element.title = title;
  if ((element.dataset.tone ?? '') !== tone) element.dataset.tone = tone;
}
