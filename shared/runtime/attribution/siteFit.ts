/** How well a request fits a call site. */
import type { Fingerprint } from '../../protocol/sites.ts';
import type { Asked } from './asked.ts';
import { messagesFit, type PromptFit, type PromptOfSite } from './promptFit.ts';

/** Undefined instead: it is not of that site. */
export interface SiteFit {
  /** What speaks for the site, by how unlikely it is to be there by chance: letters of fixed text above all. */
  readonly points: number;
  /** Its text or tools are the site's own; else nothing speaks against it, and that is all. */
  readonly evident: boolean;
  /** Things that the code has otherwise: the model, a parameter. A program that was started before the last edit shows them. */
  readonly conflicts: number;
  readonly how: PromptFit['how'];
}

/** Fewer fixed letters may be in any prompt. */
const EVIDENT_LETTERS = 16;
const POINTS = { tool: 20, model: 3, constant: 2, name: 1, limit: 2, whole: 4 } as const;

/** All but the prompt: what can be asked at once. */
export function mayBeOf({ dialects, operation, language }: Fingerprint, asked: Asked): boolean {
  return (
    operation === asked.operation &&
    (dialects === undefined || dialects.includes(asked.dialect)) &&
    (asked.language === undefined || asked.language === language)
  );
}

export function siteFit(fingerprint: Fingerprint, prompt: PromptOfSite, system: PromptFit, asked: Asked): SiteFit | undefined {
  const messages = messagesFit(prompt, asked);
  if (!messages) return undefined;
  const traits = [modelTrait(fingerprint, asked), ...toolTraits(fingerprint, asked), ...parameterTraits(fingerprint, asked)];
  const conflicts = traits.filter(trait => trait === 'conflict').length;
  const fixed = system.fixed + messages.fixed;
  const named = fingerprint.tools.names.length > 0 && !traits.includes('conflict');
  const evident = fixed >= EVIDENT_LETTERS || named;
  const how =
    system.how === 'whole' && messages.how === 'whole'
      ? 'whole'
      : system.how === 'within' || messages.how === 'within'
        ? 'within'
        : 'texts';
  const points = traits.reduce<number>(
    (sum, trait) => sum + (trait === 'conflict' ? 0 : trait),
    fixed + (how === 'whole' ? POINTS.whole : 0),
  );
  if (!evident && (conflicts > 0 || !isPlausible(fingerprint, asked))) return undefined;
  return { points, evident, conflicts, how };
}

/** Where no text speaks for a site, the language does, or the model that only the code could know. */
function isPlausible({ models }: Fingerprint, asked: Asked): boolean {
  return asked.language !== undefined || !models.open;
}

type Trait = number | 'conflict';

function modelTrait({ models: { ids, open } }: Fingerprint, { model }: Asked): Trait {
  if (model === undefined || ids.length === 0) return 0;
  if (ids.some(id => isModel(id, model))) return open ? POINTS.name : POINTS.model;
  return open ? 0 : 'conflict';
}

/** Frameworks write the provider before the id. */
function isModel(written: string, asked: string): boolean {
  return written === asked || written.endsWith(`/${asked}`) || written.endsWith(`:${asked}`) || asked.endsWith(`/${written}`);
}

function toolTraits({ tools: { names, complete } }: Fingerprint, { tools }: Asked): readonly Trait[] {
  const missing = names.some(name => !tools.includes(name));
  if (missing || (complete && tools.length !== names.length)) return ['conflict'];
  return names.map(() => POINTS.tool);
}

function parameterTraits({ parameters, outputLimit }: Fingerprint, asked: Asked): readonly Trait[] {
  const traits = Object.entries(parameters).map(([name, value]): Trait => {
    const sent = asked.parameter(name);
    if (sent === undefined) return 'conflict';
    return value === null ? POINTS.name : value === sent ? POINTS.constant : 'conflict';
  });
  if (outputLimit === undefined) return traits;
  return [...traits, asked.outputLimit === undefined ? 0 : asked.outputLimit === outputLimit ? POINTS.limit : 'conflict'];
}
