// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code under test is written in strings
import assert from 'node:assert/strict';
import type { CallExpr, Expr, Module } from '../../../server/ir/nodes.ts';
import type { Grammar } from '../../../server/syntax/parsers.ts';
import { lowered, readyParsers } from './typescript/lowered.ts';
import { statementsText } from './typescript/notation.ts';

/** Code and what it lowers to, in the notation of `typescript/notation.ts`. */
type Table = readonly (readonly [code: string, expected: string])[];

function check(table: Table, grammar: Grammar = 'typescript'): void {
  for (const [code, expected] of table) {
    it(code.replace(/\s+/g, ' '), () => {
      const module = lowered(code, grammar);
      assert.equal(statementsText(module.body), expected);
      assert.deepEqual(module.syntaxErrors, []);
    });
  }
}

function onlyExpr(module: Module): Expr {
  const [statement] = module.body;
  assert.ok(statement?.kind === 'expr');
  return statement.expr;
}

function textAt(code: string, span: { start: number; end: number } | undefined): string {
  assert.ok(span);
  return code.slice(span.start, span.end);
}

describe('TypeScript lowering', () => {
  before(readyParsers);

  describe('literals and names', () => {
    check([
      [`'a';`, '"a";'],
      [
        String.raw`'q\'\x41\u0042\u{1F600}\n\t\
b\0\q';`,
        '"q\'AB😀\\n\\tb\\u0000q";',
      ],
      ['`plain`;', '"plain";'],
      ['`a${b}c${`n${1}`}`;', '`a${b}c${`n${1}`}`;'],
      ['`a\\n\\`\r\nb`;', '"a\\n`\\nb";'],
      ['1_000; 0xff; 0b11; 0o17; 017; .5e3; 5.; 10n;', '1000; 255; 3; 15; 15; 500; 5; 10;'],
      ['9007199254740993n;', 'NaN;'],
      ['true; false; null; undefined; this; super.x;', 'true; false; null; null; this; super.x;'],
      ['/a(b)/g; new.target; import.meta.env.KEY;', '<regex>; <new.target>; import.meta.env.KEY;'],
    ]);

    it('keeps the span between the quotes', () => {
      const code = 'f(`a${b}`, "c");';
      const call = onlyExpr(lowered(code)) as CallExpr;
      const contents = call.args.map(arg => (arg.value.kind === 'template' || arg.value.kind === 'string' ? arg.value.content : undefined));
      assert.deepEqual(
        contents.map(span => textAt(code, span)),
        ['a${b}', 'c'],
      );
    });

    it('counts in UTF-16 units, as the text does', () => {
      const code = 'const a = "😀é"; /* 😀 */ f("x");';
      const module = lowered(code);
      const [first, second] = module.body;
      assert.equal(textAt(code, first?.span), 'const a = "😀é";');
      assert.equal(textAt(code, second?.span), 'f("x");');
      assert.equal(textAt(code, module.comments[0]?.span), '/* 😀 */');
    });
  });

  describe('calls and members', () => {
    check([
      ['a.b.c(1, ...xs);', 'a.b.c(1, ...xs);'],
      ['a?.b?.(x)?.[0]?.c;', 'a?.b(x)[0]?.c;'],
      ['a!.b!(c!);', 'a.b(c);'],
      ['(x as any).y(z satisfies Z); (<T>w).v(); f<T>(1); const g = f<T>;', 'x.y(z); w.v(); f(1); const g = f;'],
      ['new X; new a.B<T>(1); new (f())();', 'new X(); new a.B(1); new f()();'],
      ["await import('x');", '(await import("x"));'],
      ['tag`a${b}\\n`; f.g`x`;', 'tag`a${b}\n`; f.g`x`;'],
      ['(0, openai_1.default)(x);', 'openai_1.default(x);'],
      ['this.#client.send(new Command({a}));', 'this.#client.send(new Command({a}));'],
      ['a.b().c().d(e => e);', 'a.b().c().d(arrow(e) { return e; });'],
    ]);

    it('marks a tagged template and spans its arguments over the template', () => {
      const code = 'tag`x`;';
      const call = onlyExpr(lowered(code)) as CallExpr;
      assert.equal(call.tagged, true);
      assert.equal(call.args[0]?.value.kind, 'template');
      assert.equal(textAt(code, call.argsSpan), '`x`');
    });

    it('spans the arguments from parenthesis to parenthesis, empty for `new X`', () => {
      const code = 'f<T>( 1 ); new X;';
      const [first, second] = lowered(code).body.map(statement => (statement.kind === 'expr' ? (statement.expr as CallExpr) : undefined));
      assert.equal(textAt(code, first?.argsSpan), '( 1 )');
      assert.deepEqual(second?.argsSpan, { start: code.length - 1, end: code.length - 1 });
    });
  });

  describe('operators', () => {
    check([
      ['a + b * c;', '(a + (b * c));'],
      ['a && b || c ?? d;', '(((a and b) or c) ?? d);'],
      ['!a; -1; +b; ~c; typeof d; void 0; delete e.f;', '(not a); (- 1); (+ b); (~ c); (typeof d); (void 0); (delete e.f);'],
      ["'a' in b; #p in c; d instanceof E; f ** g; h >>> i;", '("a" in b); (#p in c); (d instanceof E); (f ** g); (h >>> i);'],
      ['a ? b : c ? d : e;', '(a ? b : (c ? d : e));'],
      ['f(a, (b, g()));', 'f(a, <sequence b g()>);'],
      ['await f<T>(x); await a.b<T>(x).c<U>(y); (await f)<T>(x);', '(await f(x)); (await a.b(x).c(y)); (await f)(x);'],
      ['!f<T>(x); a + b * f<T>(x).c + d; !await f<T>(x);', '(not f(x)); ((a + (b * f(x).c)) + d); (not (await f(x)));'],
      ['while ((m = next())) {}', 'while (m = next()) {}'],
    ]);
  });

  describe('assignments', () => {
    check([
      ['const a = 1, b: string = c; let d; var e = f;', 'const a = 1; const b: string = c; let d; var e = f;'],
      ['a = b; a.b = c; a[0] = d; (a as any).b = 2;', 'a = b; a.b = c; a[0] = d; a.b = 2;'],
      ['a += 1; a ??= b; a ||= c; a &&= d; a >>>= 1;', 'a += 1; a ??= b; a or= c; a and= d; a >>>= 1;'],
      ['i++; --j;', 'i += 1; j -= 1;'],
      ['x = y = z;', 'x = (y = z);'],
      ['a = 1, b = f(), g();', 'a = 1; b = f(); g();'],
      ['({ a, b: { c } = d, ...e } = f);', '{"a": a, "b": {"c": c} = d, ...e} = f;'],
      ['[a.b, c[0], , ...d] = e;', '[a.b, c[0], <elision>, ...d] = e;'],
      ["const { a = 1, 'b-c': d, [k]: e, [`l`]: m } = f;", 'const {"a": a = 1, "b-c": d, e, "l": m} = f;'],
      ['const { [key()]: v } = o;', 'const {v} = o; key();'],
      ['const [a = 1, [b], ...[c]] = d;', 'const [a = 1, [b], ...[c]] = d;'],
      ['using a = f(); await using b = g();', 'const a = f(); const b = g();'],
    ]);
  });

  describe('collections', () => {
    check([
      ['f([1, , ...a, ]);', 'f([1, null, ...a]);'],
      ["f({ a, 'b': 1, [c]: 2, 3: 4, ...d });", 'f({a, "b": 1, c: 2, "3": 4, ...d});'],
      ['f({ async m() {}, *g() {}, "n-m"() {} });', 'f({"m": async function m() {}, "g": function* g() {}, "n-m": function n-m() {}});'],
      ['f({ get x() { return g() }, set x(v) {} });', 'f({"x": <getter function x() { return g(); }>, "x": <setter function x(v) {}>});'],
    ]);
  });

  describe('functions', () => {
    check([
      ['x => x;', 'arrow(x) { return x; };'],
      [
        'async (a: string, { b = 1, ...c }: P, [d] = [], e?: number, ...f) => ({ a });',
        'async arrow(a: string, {"b": b = 1, ...c}: P, [d] = [], e: number, ...f) { return {a}; };',
      ],
      [
        'async function* f<T>(this: Foo, a = 1): AsyncGenerator<T> { yield a; yield* g(); }',
        'async function* f(a = 1): AsyncGenerator<T> { <yield a>; <yield g()>; }',
      ],
      ['f(function named() {}, async function () {});', 'f(function named() {}, async function() {});'],
      ['function over(a: string): void; function over(a) {}', 'function over(a) {}'],
      ['function f(x): x is string {}', 'function f(x): ? {}'],
    ]);
  });

  describe('classes', () => {
    check([
      ['class A<T> extends B.C<T> implements D {}', 'class A extends B.C {}'],
      [
        'class A { static #p?: Foo = 1; readonly x: string; y; accessor z = f(); }',
        'class A {static field #p: Foo = 1; field x: string; field y; field z = f();}',
      ],
      [
        'class A { constructor(private readonly client: OpenAI, public b = 1, readonly c, d) { super() } }',
        'class A {method constructor = function constructor(property client: OpenAI, property b = 1, property c, d) { super(); };}',
      ],
      [
        'class A { static async m() {} get v() { return 1 } set v(x) {} *[Symbol.iterator]() {} "q r"() {} }',
        'class A {static method m = async function m() {}; getter v = function v() { return 1; }; setter v = function v(x) {}; ' +
          'method [Symbol.iterator] = function* [Symbol.iterator]() {}; method q r = function q r() {};}',
      ],
      ['class A { static { init() } }', 'class A {static method <static> = function <static>() { init(); };}'],
      [
        '@a @b(1) class A { @c() m() {} @d("x") f = 2; g(@e(E) h) {} }',
        '@a @b(1) class A {method m = @c() function m() {}; field f = 2; method g = function g(h) {};} d("x"); e(E);',
      ],
      [
        'abstract class A { abstract m(): void; abstract x: string; m2(): void; [k: string]: any; override n() {} }',
        'class A {field x: string; method n = function n() {};}',
      ],
      ['const A = class extends mixin(B) {};', 'const A = class extends mixin(B) {};'],
    ]);
  });

  describe('types', () => {
    check([
      ['let a: A.B.C<D, string[]> | null | undefined;', 'let a: (A.B.C<D, Array<string>> | null | undefined);'],
      [
        'let a: Promise<A | null>, b: readonly A[], c: (A | B)[], d: A & B;',
        'let a: Promise<(A | null)>; let b: Array<A>; let c: Array<(A | B)>; let d: (A & B);',
      ],
      [
        "let a: 'x', b: {a: 1}, c: () => void, d: [A], e: keyof A, f: `x${A}`, g: A extends B ? C : D;",
        'let a: ?; let b: ?; let c: ?; let d: ?; let e: ?; let f: ?; let g: ?;',
      ],
      [
        'let a: typeof openai, b: InstanceType<typeof a.B>, c: this;',
        'let a: typeof<openai>; let b: InstanceType<typeof<a.B>>; let c: this;',
      ],
      ['function f(a: Array<OpenAI>): Promise<void> {}', 'function f(a: Array<OpenAI>): Promise<void> {}'],
      ['type A = { b: string }; interface B extends C { m(): void }', ''],
      ['declare const a: string; declare function f(): void; declare module "m" { const x: 1 } declare global { var y: 2 }', ''],
    ]);
  });

  describe('statements', () => {
    check([
      ['if (a) b(); else if (c) { d() } else e();', 'if a { b(); } else { if c { d(); } else { e(); } }'],
      ['for (let i = 0, n = 9; i < n; i++) f(i);', 'for init { let i = 0; let n = 9; } (i < n) update (i += 1) { f(i); }'],
      ['for (;;) { f() }', 'for { f(); }'],
      ['for (i = 0; ; ) break;', 'for init { i = 0; } { break; }'],
      ['for (const [k, v] of Object.entries(o)) {}', 'forEach [k, v] of Object.entries(o) {}'],
      ['for await (const { a } of await stream()) f(a);', 'forEach {"a": a} of (await stream()) { f(a); }'],
      ['for (const k in o) {}', 'forEach k of <keys o> {}'],
      ['do { f() } while (g());', 'doWhile g() { f(); }'],
      ['outer: while (true) { continue outer }', 'while true { continue; }'],
      ['try { a() } catch ({ message }) { b() } finally { c() }', 'try { a(); } catch {"message": message} { b(); } finally { c(); }'],
      ['try {} catch {}', 'try {} catch {}'],
      ['function f() { return; throw new Error("x"); debugger; ; }', 'function f() { return; throw new Error("x"); }'],
      ['{ let a = 1 }', '{ let a = 1; }'],
      ["'use client'; f();", '"use client"; f();'],
      ['enum E { A = "a", B = 2, C, "d-e" = f(), G }', 'const E = {"A": "a", "B": 2, "C": 3, "d-e": f(), "G": <enum member>};'],
      ['const enum E { A, B }', 'const E = {"A": 0, "B": 1};'],
      ['namespace N { export const x = f() } module M {}', '{ const x = f(); } {}'],
    ]);

    check([
      [
        'switch (a) { case 1: case 2: f(); break; case 3: g(); default: h() }',
        'switch a { case <cases 1 2> { f(); } case 3 { g(); } default { h(); } }',
      ],
      ['switch (a) { case b(): default: f() }', 'switch a { default { f(); } } b();'],
      [
        'while (a) { switch (b) { case 1: if (c) break; continue; case 2: for (;;) break; } break; }',
        'while a { switch b { case 1 { if c {} continue; } case 2 { for { break; } } } break; }',
      ],
      ['switch (a) { case 1: f(() => { while (b) break; }); }', 'switch a { case 1 { f(arrow() { while b { break; } }); } }'],
    ]);
  });

  describe('modules', () => {
    check([
      [
        "import d, { x as y, type Z, default as k, 's-t' as s } from 'm';",
        'import {default as d, x as y, Z, default as k, s-t as s} from m;',
      ],
      [
        "import * as ns from 'm'; import e, * as ms from 'm'; import 'side';",
        'import * as ns from m; import * as ms {default as e} from m; import from side;',
      ],
      ["import type T from 'm'; import type { A } from 'm';", 'import type {default as T} from m; import type {A} from m;'],
      ["\ufeffimport a from 'm';\r\nf();", 'import {default as a} from m; f();'],
      ["import j from './a.json' with { type: 'json' };", 'import {default as j} from ./a.json;'],
      ["import x = require('m'); import q = a.b.c;", 'import * as x from m; const q = a.b.c;'],
      ["const x = require('m'), { a: b, c } = require('n');", 'import * as x from m; import {a as b, c} from n;'],
      [
        "const y = require('m').y; const { a = 1 } = require('m'); const z = require(name);",
        'const y = require("m").y; const {"a": a = 1} = require("m"); const z = require(name);',
      ],
      ["const { x } = await import('m');", 'const {"x": x} = (await import("m"));'],
      ['module.exports = { a }; exports.b = c; export = d;', 'module.exports = {a}; exports.b = c; module.exports = d;'],
      [
        "export { a as b, c as default, d }; export { e as f } from 'm'; export { default } from 'n';",
        'export {a as b, c as default, d}; export {e as f} from m; export {default} from n;',
      ],
      ["export * from 'm'; export * as ns from 'n';", 'export * from m; export * as ns from n;'],
      ['export const a = 1, { b } = c;', 'const a = 1; const {"b": b} = c; export {a, b};'],
      [
        'export async function f() {} export class C {} export enum E { A }',
        'async function f() {} export {f}; class C {} export {C}; const E = {"A": 0}; export {E};',
      ],
      [
        'export default function f() {} export default class C {}',
        'function f() {} export {f as default}; class C {} export {C as default};',
      ],
      ['export default async () => 1;', 'export default async arrow() { return 1; };'],
      ['export default function () {}', 'export default function() {};'],
      ['export default { a: 1 } satisfies X;', 'export default {"a": 1};'],
      ['@dec() export class C {}', '@dec() class C {} export {C};'],
      ['export type T = 1; export interface I {} export declare const d: 1; export default interface J {}', ''],
      ['export abstract class A {} export namespace N { export const x = 1 }', 'class A {} export {A}; { const x = 1; } export {N};'],
      ["export const { x } = require('m');", 'import {x} from m; export {x};'],
    ]);
  });

  describe('JSX', () => {
    check(
      [
        [
          'const x = <div a="b" c={f()} {...rest} d>text {g()} {/* c */}<A.B e={h}/></div>;',
          'const x = <jsx f() <spread rest> g() <jsx h>>;',
        ],
        ['const y = <>{xs.map(x => <li key={x.id}>{t(x)}</li>)}</>;', 'const y = <jsx xs.map(arrow(x) { return <jsx x.id t(x)>; })>;'],
        ['const f = <T,>(a: T) => a;', 'const f = arrow(a: T) { return a; };'],
      ],
      'tsx',
    );
  });

  describe('comments', () => {
    it('are collected wherever they stand, with their markers', () => {
      const code = '#!/usr/bin/env node\n// one\nf(/* two */ a, // three\n  b) /** four\n */;';
      const module = lowered(code);
      assert.deepEqual(
        module.comments.map(comment => comment.text),
        ['// one', '/* two */', '// three', '/** four\n */'],
      );
      assert.equal(statementsText(module.body), 'f(a, b);');
    });
  });
});
