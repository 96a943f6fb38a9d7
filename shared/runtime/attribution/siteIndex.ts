/** The call sites that a request may be of, found by a word that few of them have. */
import type { Fingerprint, SiteFacts } from '../../protocol/sites.ts';
import { type Asked, MOST_SHOWN } from './asked.ts';
import { type Choice, choose, type Fitting } from './choice.ts';
import { type PromptFit, type PromptOfSite, promptOfSite, systemFit } from './promptFit.ts';
import { mayBeOf, siteFit } from './siteFit.ts';
import { eachWord } from './words.ts';

export interface IndexedSite {
  readonly id: string;
  readonly wraps: readonly string[];
  readonly fingerprint: Fingerprint;
  readonly prompt: PromptOfSite;
  /** Hashes of the words and pairs of words that each of its requests has, each once. */
  readonly words: Int32Array;
}

export function indexedSite({ place, fingerprint, wraps = [] }: SiteFacts): IndexedSite {
  const prompt = promptOfSite(fingerprint);
  return { id: place.id, wraps, fingerprint, prompt, words: wordsOf(prompt) };
}

function wordsOf({ system, messages }: PromptOfSite): Int32Array {
  const words = new Set<number>();
  for (const { texts } of [...system, ...messages]) {
    const [only] = texts;
    if (texts.length !== 1 || !only) continue;
    for (const fixed of only) eachWord(fixed, only.length === 1, hash => words.add(hash));
  }
  return Int32Array.from(words);
}

/** Letters that are looked through for words. Of longer requests all sites are compared, which is little beside reading them. */
const MOST_LETTERS = 64_000;
/** System prompts whose findings are kept, and their letters. */
const MOST_PROMPTS = 1000;
const MOST_LETTERS_KEPT = 4_000_000;

/** What is known of a system prompt that was asked before. */
interface KnownPrompt {
  readonly found: Found;
  readonly fits: Map<PromptOfSite, PromptFit | undefined>;
}

/** Sites that a word leads to. */
interface Lead {
  readonly sites: IndexedSite[];
  /** The search that found it last: the word may come often. */
  search: number;
}

interface Found {
  readonly sites: ReadonlySet<IndexedSite>;
  /** It was too long to look through. */
  readonly all: boolean;
}

export class SiteIndex {
  readonly #sites: readonly IndexedSite[];
  readonly #byWord = new Map<number, Lead>();
  #search = 0;
  readonly #wordless: IndexedSite[] = [];
  /** Calls inside wrappers whose callers are known. */
  readonly #inner: ReadonlySet<string>;
  readonly #prompts = new Map<string, KnownPrompt>();
  #letters = 0;

  constructor(sites: readonly IndexedSite[]) {
    this.#sites = sites;
    this.#inner = new Set(sites.flatMap(({ wraps }) => wraps));
    const counts = new Map<number, number>();
    for (const { words } of sites) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const site of sites) {
      const rarest = rarestOf(site.words, counts);
      if (rarest === undefined) this.#wordless.push(site);
      else if (this.#byWord.has(rarest)) this.#byWord.get(rarest)?.sites.push(site);
      else this.#byWord.set(rarest, { sites: [site], search: 0 });
    }
  }

  get size(): number {
    return this.#sites.length;
  }

  attribute(asked: Asked): Choice | undefined {
    const known = this.#known(asked.system);
    const inMessages = this.#find(asked.texts.map(({ text }) => text));
    const candidates =
      known.found.all || inMessages.all ? this.#sites : new Set([...this.#wordless, ...known.found.sites, ...inMessages.sites]);
    const fitting: Fitting[] = [];
    for (const site of candidates) {
      const { id, wraps, fingerprint, prompt } = site;
      if (!mayBeOf(fingerprint, asked)) continue;
      const system = this.#systemFit(prompt, asked.system, known);
      const fit = system && siteFit(fingerprint, prompt, system, asked);
      if (fit) fitting.push({ id, wraps, isInner: this.#inner.has(id), fit });
    }
    return choose(fitting);
  }

  #systemFit(prompt: PromptOfSite, asked: readonly string[], { fits }: KnownPrompt): PromptFit | undefined {
    const known = fits.get(prompt);
    if (known || fits.has(prompt)) return known;
    const fit = systemFit(prompt, asked);
    fits.set(prompt, fit);
    return fit;
  }

  /** The same system prompt comes again and again. */
  #known(system: readonly string[]): KnownPrompt {
    const key = system.length === 1 ? (system[0] as string) : system.join('\0');
    let known = this.#prompts.get(key);
    if (known) return known;
    known = { found: this.#find(system), fits: new Map() };
    this.#letters += key.length;
    if (this.#prompts.size >= MOST_PROMPTS || this.#letters > MOST_LETTERS_KEPT) {
      this.#prompts.clear();
      this.#letters = key.length;
    }
    this.#prompts.set(key, known);
    return known;
  }

  #find(texts: readonly string[]): Found {
    const sites = new Set<IndexedSite>();
    const search = ++this.#search;
    let left = MOST_LETTERS;
    for (const text of texts) {
      if (text.length >= MOST_SHOWN || left < text.length) return { sites, all: true };
      left -= text.length;
      eachWord(text, true, hash => {
        const lead = this.#byWord.get(hash);
        if (!lead || lead.search === search) return;
        lead.search = search;
        for (const site of lead.sites) sites.add(site);
      });
    }
    return { sites, all: false };
  }
}

function rarestOf(words: Int32Array, counts: ReadonlyMap<number, number>): number | undefined {
  let rarest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const count = counts.get(word) ?? 0;
    if (count >= least) continue;
    least = count;
    rarest = word;
  }
  return rarest;
}
