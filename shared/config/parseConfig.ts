/** The configuration of a project: text in, configuration or sentences about what is wrong with it out. */
import { createConfigSchema, type FarthingConfig } from './schema.ts';
import type { ConfigFormat } from './sourceText.ts';
import { type Validated, validateText } from './validateText.ts';

/** Every unknown key and bad value is a problem with its place. */
export function parseConfig(text: string, format: ConfigFormat, ruleIds: readonly string[]): Validated<FarthingConfig> {
  return validateText(text, format, createConfigSchema(ruleIds));
}
