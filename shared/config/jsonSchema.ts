import * as z from 'zod/mini';
import { createConfigSchema, documentation } from './schema.ts';

/** The JSON schema that editors complete and check `farthing.jsonc` with; written to `schemas/farthing.schema.json`. */
export function configJsonSchema(ruleIds: readonly string[]): object {
  const { $schema, ...body } = z.toJSONSchema(createConfigSchema(ruleIds), { target: 'draft-07', io: 'input', metadata: documentation });
  return { $schema, title: 'Farthing configuration', allowTrailingCommas: true, ...body };
}
