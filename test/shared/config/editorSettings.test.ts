import assert from 'node:assert/strict';
import { readEditorSettings, settingsManifest } from '../../../shared/config/editorSettings.ts';

describe('settings of an editor', () => {
  const defaults = readEditorSettings(undefined);

  it('are read as editors nest them', () => {
    const sent = {
      enable: false,
      lint: { scope: 'workspace', timeBudget: 40 },
      codeLens: { enable: false },
      inlayHints: { enable: false },
    };
    assert.deepEqual(readEditorSettings(sent), sent);
  });

  for (const [what, sent] of [
    ['nothing was sent', null],
    ['something else was sent', 'on'],
    ['a part is missing', { lint: {} }],
    ['a part is null', { lint: null, codeLens: null }],
    ['values are of the wrong kind', { enable: 'yes', lint: { scope: 'all', timeBudget: 0 }, codeLens: { enable: 1 } }],
  ] as const) {
    it(`are the defaults when ${what}`, () => assert.deepEqual(readEditorSettings(sent), defaults));
  }

  it('are all described in the manifest, with the default that holds', () => {
    const described = settingsManifest() as Record<string, { default: unknown; markdownDescription: string }>;
    for (const [name, value] of flat(defaults)) assert.equal(described[`farthing.${name}`]?.default, value, name);
  });
});

function flat(value: object, above = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'object' ? flat(inner, `${above}${name}.`) : [[above + name, inner] as [string, unknown]],
  );
}
