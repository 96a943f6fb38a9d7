import assert from 'node:assert/strict';
import type { Module } from '../../../server/ir/nodes.ts';
import { parseModule } from '../../../server/syntax/parseModule.ts';
import { loadParsers, type Parsers } from '../../../server/syntax/parsers.ts';
import { openSource } from '../../../server/syntax/source.ts';
import { notebook4 } from './notebook/notebooks.ts';
import { statementsText } from './python/notation.ts';

describe('parsing a module', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  function parsed(path: string, text: string): Module {
    const source = openSource(path, text);
    assert.ok(!('unreadable' in source));
    return parseModule(source, parsers);
  }

  it('goes by the language of the file', () => {
    assert.equal(parsed('/p/a.py', 'f()').language, 'python');
    assert.equal(parsed('/p/a.ts', 'f();').language, 'typescript');
    assert.equal(parsed('/p/a.jsx', '<A b={f()} />').language, 'typescript');
    const deno = { kernelspec: { name: 'deno', language: 'typescript' } };
    assert.equal(parsed('/p/a.ipynb', notebook4([{ source: 'const a: A = f()' }], deno)).language, 'typescript');
  });

  it('keeps the path and the text it was given', () => {
    const module = parsed('/p/a.py', '\ufefff()\r\n');
    assert.deepEqual([module.path, module.text], ['/p/a.py', 'f()\r\n']);
  });

  it('reads any line end', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const module = parsed('/p/a.py', `if a:${end}  f()${end}  x = '''b${end}c'''${end}g()${end}`);
      assert.equal(statementsText(module.body), 'if a { f(); x = "b\\nc" }; g()');
      assert.deepEqual(module.syntaxErrors, []);
    }
  });

  it('takes the cells of a notebook as one module', () => {
    const module = parsed(
      '/p/a.ipynb',
      notebook4([{ source: '%pip install x\nimport a' }, { source: 'if b:\n  !ls' }, { source: 'a.f()  # c' }]),
    );
    assert.equal(statementsText(module.body), 'import a as a; if b { <...> }; a.f()');
    assert.equal(module.comments.length, 1);
    assert.deepEqual(module.syntaxErrors, []);
  });

  it('keeps a broken cell from spoiling the others', () => {
    const module = parsed(
      '/p/a.ipynb',
      notebook4([{ source: 'x = f(' }, { source: 'y = g()' }, { source: '"""' }, { source: 'z = h()  # c' }]),
    );
    const text = statementsText(module.body);
    assert.ok(text.includes('y = g()') && text.includes('z = h()'), text);
    const last = module.body[module.body.length - 1];
    assert.equal(last && module.text.slice(last.span.start, last.span.end), 'z = h()');
    assert.deepEqual(
      module.comments.map(({ text }) => text),
      ['# c'],
    );
    assert.ok(module.syntaxErrors.length > 0);
  });
});
