/** The configuration of a user: text in, configuration or sentences about what is wrong with it out. */
import { createUserSchema, type UserConfig } from './userSchema.ts';
import { type Validated, validateText } from './validateText.ts';

export function parseUserConfig(text: string): Validated<UserConfig> {
  return validateText(text, 'jsonc', createUserSchema());
}
