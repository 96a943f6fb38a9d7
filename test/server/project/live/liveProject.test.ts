import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { analyse } from '../../../../server/project/analyse.ts';
import { openCosting } from '../../../../server/project/costing.ts';
import { LiveFiles } from '../../../../server/project/live/liveFiles.ts';
import { LiveProject, type LiveResult } from '../../../../server/project/live/liveProject.ts';
import type { FileReport } from '../../../../server/project/report.ts';
import { loadParsers, type Parsers } from '../../../../server/syntax/parsers.ts';
import { openSource } from '../../../../server/syntax/source.ts';
import { temporaryTree } from '../../../temporaryTree.ts';

const today = '2026-11-24';

/** Texts that each file of the project may have; the first is how it starts. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'settings.py': [
    'MODEL = "gpt-4o"\nPROMPT = "Be brief."\n',
    'MODEL = "gpt-4o-mini"\nPROMPT = "Be kind."\n',
    'PROMPT = 1\n',
    'MODEL = (\n',
  ],
  'llm.py': [
    `from openai import OpenAI\nfrom settings import MODEL\nclient = OpenAI()\n\n\ndef ask(prompt, limit=None):\n    return client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": prompt}], max_tokens=limit)\n`,
    `from openai import OpenAI\nfrom settings import MODEL\nclient = OpenAI()\n\n\ndef ask(prompt):\n    return client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": prompt}])\n`,
    'def ask(prompt):\n    return prompt\n',
    // An SDK that no other file imports: what is handed this client spends through it.
    'from mistralai import Mistral\nclient = Mistral()\n\n\ndef ask(prompt):\n    return client.chat.complete(model="mistral-large-latest", messages=prompt)\n',
    `from openai import OpenAI\nclient = OpenAI()\n\n\ndef tell(prompt):\n    return client.responses.create(model="gpt-4.1", input=prompt)\n\n\nask = tell\n`,
    '',
  ],
  'shop/answer.py': [
    'from datetime import datetime\nfrom llm import ask\n\n\ndef answer(q):\n    return ask(f"{datetime.now()} {q}")\n',
    'from llm import ask\n\n\ndef answer(q):\n    for one in q:\n        ask(one, limit=5)\n',
    'import llm\n\n\ndef answer(q):\n    return llm.client.responses.create(model="gpt-4o", input=q)\n',
    'import llm\n\n\ndef note(c, q):\n    return c.beta.conversations.append(conversation_id=q, inputs=q)\n\n\ndef answer(q):\n    return note(llm.client, q)\n',
    'def answer(q):\n    return q\n',
  ],
  'shop/main.py': [
    'from shop.answer import answer\n\nanswer("hello")\n',
    'import openai\nfrom shop.answer import answer\n\nanswer("a")\nopenai.OpenAI().responses.create(model="gpt-4o", input="b")\n',
    'print(1)\n',
  ],
  'web/client.ts': [
    `import OpenAI from 'openai';\nexport const client = new OpenAI();\nexport const ask = (input: string) => client.responses.create({ model: 'gpt-4o', input });\n`,
    `export const ask = (input: string) => input;\n`,
    `import OpenAI from 'openai';\nexport const client = new OpenAI();\n`,
  ],
  'web/page.ts': [
    `import { ask } from './index';\nawait ask(new Date().toISOString());\n`,
    `import { client } from './client.js';\nawait client.responses.create({ model: 'gpt-4o', input: 'a' });\n`,
    `console.log(1);\n`,
  ],
  'web/index.ts': [`export * from './client';\n`, `export { ask } from './client';\n`, ''],
};
const paths = Object.keys(VERSIONS);

type Action =
  | { readonly kind: 'type' | 'save'; readonly file: string; readonly version: number }
  | { readonly kind: 'close' | 'open' | 'delete'; readonly file: string };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom('type' as const, 'save' as const), file: fc.constantFrom(...paths), version: fc.nat(5) }),
  fc.record({ kind: fc.constantFrom('close' as const, 'open' as const, 'delete' as const), file: fc.constantFrom(...paths) }),
);

const start = Object.fromEntries(paths.map(path => [path, VERSIONS[path]?.[0] ?? '']));

describe('a live project', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  /** Edits a project and compares after each step with an analysis from nothing. */
  async function follow(scope: 'open' | 'all', actions: readonly Action[]): Promise<void> {
    const folder = temporaryTree(start);
    const files = new LiveFiles(parsers);
    const project = await LiveProject.open({ paths: [folder], cwd: folder, files, costing: openCosting(today), today });
    const onDisk = new Map(Object.entries(start));
    const reports = new Map<string, FileReport | undefined>();
    const found = (results: readonly LiveResult[]) => {
      for (const { path, report } of results) reports.set(path, report);
    };
    const show = (file: string, text: string) => {
      const source = openSource(`${folder}/${file}`, text);
      assert.ok(!('unreadable' in source));
      files.show(source);
      project.touch(`${folder}/${file}`);
    };

    for (const step of [undefined, ...actions]) {
      const file = step?.file ?? '';
      const path = `${folder}/${file}`;
      const versions = VERSIONS[file] ?? [];
      if (step?.kind === 'type') show(file, versions[step.version % versions.length] ?? '');
      if (step?.kind === 'open') show(file, onDisk.get(file) ?? '');
      if (step?.kind === 'save') {
        const isNew = !onDisk.has(file);
        onDisk.set(file, versions[step.version % versions.length] ?? '');
        writeFileSync(path, onDisk.get(file) ?? '');
        project.touch(path);
        if (isNew) project.outdate();
      }
      if (step?.kind === 'delete') {
        rmSync(path, { force: true });
        onDisk.delete(file);
        project.touch(path);
        project.outdate();
      }
      if (step?.kind === 'close' && files.shown.has(path)) {
        files.close(path);
        project.touch(path);
        if (!onDisk.has(file)) project.outdate();
      }
      assert.equal(await project.update({ scope, pause: async () => true, found }), 'done');

      const fresh = await analyse([folder], { cwd: folder, today, overlay: files.shown });
      const expected = new Map(fresh.files.map(({ path: at, report }) => [at, report]));
      for (const one of paths.map(name => `${folder}/${name}`)) {
        if (scope === 'open' && !files.shown.has(one)) continue;
        assert.deepEqual(reports.get(one)?.findings ?? [], expected.get(one)?.findings ?? [], one);
        assert.deepEqual(reports.get(one)?.calls ?? [], expected.get(one)?.calls ?? [], one);
      }
    }
  }

  it('does not forget a file that is opened while the folder is looked at', async () => {
    const folder = temporaryTree(start);
    const files = new LiveFiles(parsers);
    const project = await LiveProject.open({ paths: [folder], cwd: folder, files, costing: openCosting(today), today });
    const told = new Set<string>();
    const found = (results: readonly LiveResult[]) => {
      for (const { path } of results) told.add(path);
    };
    const update = () => project.update({ scope: 'open', pause: async () => true, found });
    const show = (name: string) => {
      const source = openSource(`${folder}/${name}`, start['llm.py'] ?? '');
      assert.ok(!('unreadable' in source));
      files.show(source);
      project.touch(source.path);
    };
    show('new1.py');
    const first = update();
    show('new2.py');
    await first;
    await update();
    assert.deepEqual([told.has(`${folder}/new1.py`), told.has(`${folder}/new2.py`)], [true, true]);
  });

  for (const scope of ['all', 'open'] as const) {
    it(`says of ${scope === 'all' ? 'every file' : 'open files'} what an analysis from nothing says, whatever is edited`, () =>
      fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 8 }), actions => follow(scope, actions)),
        { numRuns: 10 },
      ));
  }
});
