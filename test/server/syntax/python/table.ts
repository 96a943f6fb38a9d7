import assert from 'node:assert/strict';
import { lowered } from './lowered.ts';
import { statementsText } from './notation.ts';

/** Code and what it lowers to, in the notation of `notation.ts`. */
export type Table = readonly (readonly [code: string, expected: string])[];

/** One test a row: valid code becomes exactly this. */
export function check(table: Table): void {
  for (const [code, expected] of table) {
    it(code.replace(/\s+/g, ' '), () => {
      const module = lowered(code);
      assert.equal(statementsText(module.body), expected);
      assert.deepEqual(module.syntaxErrors, []);
    });
  }
}
