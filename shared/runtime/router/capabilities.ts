/**
 * What models can do beyond text, by the families of their ids. Read from the providers' model pages on 2026-11-24 (developers.openai.com/api/docs/models,
 * platform.claude.com/docs/en/about-claude/models, docs.aws.amazon.com/bedrock "supported models and features", ai.google.dev/gemini-api/docs/models). A family
 * that is not here is not known.
 */
import type { Capability } from './routerSettings.ts';

const ALL_BUT_REASONING = ['tools', 'images', 'schema'] as const;
const ALL = ['tools', 'images', 'schema', 'reasoning'] as const;

const FAMILIES: readonly (readonly [pattern: RegExp, can: readonly Capability[]])[] = [
  [/(^|[./])gpt-4o|(^|[./])gpt-4\.1/, ALL_BUT_REASONING],
  [/(^|[./])gpt-[5-9]/, ALL],
  [/(^|[./])o[34](-|$)/, ALL],
  [/(^|[./])gpt-3\.5-turbo/, ['tools']],
  [/claude-(opus|sonnet|haiku)-(4-5|4-[6-9]|[5-9])/, ALL],
  [/claude-(opus|sonnet|haiku)-4|claude-3-7/, ['tools', 'images', 'reasoning']],
  [/claude-3/, ['tools', 'images']],
  [/(^|[./])gemini-(2\.5|[3-9])/, ALL],
  [/(^|[./])gemini-(1\.5|2\.0)/, ALL_BUT_REASONING],
  [/(^|\.)nova-micro/, ['tools']],
  [/(^|\.)nova-(lite|pro|premier)/, ['tools', 'images']],
];

/** Undefined: not known. `own`: what the user says of it. */
export function capabilitiesOf(model: string, own: Readonly<Record<string, readonly Capability[]>>): readonly Capability[] | undefined {
  return own[model] ?? FAMILIES.find(([pattern]) => pattern.test(model))?.[1];
}
