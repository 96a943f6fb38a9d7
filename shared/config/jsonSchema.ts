import * as z from 'zod/mini';
import { documentation } from './documentation.ts';
import { createPolicySchema } from './policySchema.ts';
import { createConfigSchema } from './schema.ts';
import { createUserSchema } from './userSchema.ts';

/** The JSON schema that editors complete and check `farthing.jsonc` with; written to `schemas/farthing.schema.json`. */
export function configJsonSchema(ruleIds: readonly string[]): object {
  return jsonSchema('Farthing configuration', createConfigSchema(ruleIds));
}

/** The same for the user's own `config.jsonc`; written to `schemas/farthing.user.schema.json`. */
export function userJsonSchema(): object {
  return jsonSchema("Farthing configuration of a user's runtime", createUserSchema());
}

/** The same for the policy of `farthing simulate`; written to `schemas/farthing.policy.schema.json`. */
export function policyJsonSchema(): object {
  return jsonSchema('Policy that farthing simulate replays the ledger under', createPolicySchema());
}

function jsonSchema(title: string, schema: z.ZodMiniType): object {
  const { $schema, ...body } = z.toJSONSchema(schema, { target: 'draft-07', io: 'input', metadata: documentation });
  return { $schema, title, allowTrailingCommas: true, ...body };
}
