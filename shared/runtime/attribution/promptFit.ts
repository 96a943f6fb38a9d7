/** Whether the prompt of a request is one that a call site writes, and how much of it that explains. */
import type { Fingerprint, PromptTemplate, Template } from '../../protocol/sites.ts';
import type { Asked, AskedText } from './asked.ts';
import { fixedLength, makes, standsIn, trimmed } from './templates.ts';

/** Undefined instead: it cannot be. */
export interface PromptFit {
  /** Letters of the request that are fixed text of the site. */
  readonly fixed: number;
  /** All of it is accounted for; or each text is one of the site's or anything; or the site's text stands among other text. */
  readonly how: 'whole' | 'texts' | 'within';
}

export interface PromptOfSite {
  readonly system: readonly PromptTemplate[];
  readonly messages: readonly PromptTemplate[];
  readonly complete: Fingerprint['complete'];
}

const NOTHING: PromptFit = { fixed: 0, how: 'whole' };

export function promptOfSite({ prompt, complete }: Pick<Fingerprint, 'prompt' | 'complete'>): PromptOfSite {
  const all = prompt.map(({ role, texts }) => ({ role, texts: texts.map(trimmed) }));
  return { system: all.filter(({ role }) => role === 'system'), messages: all.filter(({ role }) => role !== 'system'), complete };
}

export function systemFit({ system, complete }: PromptOfSite, asked: readonly string[]): PromptFit | undefined {
  if (complete.system && system.length === asked.length) return eachInTurn(system, asked);
  if (complete.system && (system.length === 0 || asked.length === 0)) return undefined;
  if (system.length === 0) return { fixed: 0, how: 'texts' };
  return inOrder(
    system,
    asked.map(text => ({ role: 'system', text })),
  );
}

export function messagesFit({ messages, complete }: PromptOfSite, { texts, textCount }: Asked): PromptFit | undefined {
  if (!complete.prompt) return messages.length === 0 ? { fixed: 0, how: 'texts' } : inOrder(messages, texts);
  if (messages.length !== textCount) return undefined;
  if (!messages.every(({ role }, at) => isRole(role, texts[at] as AskedText))) return undefined;
  return eachInTurn(
    messages,
    texts.map(({ text }) => text),
  );
}

function eachInTurn(templates: readonly PromptTemplate[], texts: readonly string[]): PromptFit | undefined {
  let fixed = 0;
  for (const [at, template] of templates.entries()) {
    const made = longestThat(template, one => makes(one, texts[at] as string));
    if (!made) return undefined;
    fixed += fixedLength(made);
  }
  return { ...NOTHING, fixed };
}

/** Each text of the site is one of the request's, others between them; else it stands somewhere within one. */
function inOrder(templates: readonly PromptTemplate[], texts: readonly AskedText[]): PromptFit | undefined {
  let fixed = 0;
  let how: PromptFit['how'] = 'texts';
  let from = 0;
  for (const template of templates) {
    if (isAnything(template)) continue;
    const own = find(template, texts, from, makes);
    const found = own ?? find(template, texts, Math.max(0, from - 1), standsIn);
    if (!found) return undefined;
    if (!own) how = 'within';
    fixed += fixedLength(found.made);
    from = found.at + 1;
  }
  return { fixed, how };
}

function find(
  template: PromptTemplate,
  texts: readonly AskedText[],
  from: number,
  fits: (one: Template, text: string) => boolean,
): { readonly at: number; readonly made: Template } | undefined {
  for (let at = from; at < texts.length; at++) {
    const asked = texts[at] as AskedText;
    const made = isRole(template.role, asked) && longestThat(template, one => fixedLength(one) > 0 && fits(one, asked.text));
    if (made) return { at, made };
  }
  return undefined;
}

function longestThat({ texts }: PromptTemplate, fits: (one: Template) => boolean): Template | undefined {
  const [only] = texts;
  if (texts.length === 1 && only) return fits(only) ? only : undefined;
  const fitting = texts.filter(fits);
  return fitting.length === 0 ? undefined : fitting.reduce((best, one) => (fixedLength(one) > fixedLength(best) ? one : best));
}

const isAnything = ({ texts }: PromptTemplate): boolean => texts.some(text => fixedLength(text) === 0);

function isRole(role: PromptTemplate['role'], asked: AskedText): boolean {
  return role === 'unknown' || role === asked.role || (role === 'user' && asked.role === 'tool');
}
