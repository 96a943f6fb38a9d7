/**
 * The body of a request in the one form that all ways of writing it share: RFC 8785 (order of keys, white space, forms of numbers, escapes). What has
 * no such form is said, not guessed: a wrong answer is worse than none.
 */
import { isUtf8 } from 'node:buffer';
import canonicalize from 'canonicalize';

/**
 * Fields that say how an answer is delivered, not what it is; forms of an answer are kept apart and converted. Nothing else is left out: `user`,
 * `safety_identifier`, `metadata` and `prompt_cache_key` do not change an answer either, but name the person it is for, and people share nothing.
 */
const DELIVERY = ['stream', 'stream_options'];

export type JsonObject = Record<string, unknown>;

/** A whole JSON object, without the fields of delivery. */
export type CanonicalBody =
  | { readonly json: JsonObject; readonly text: string; readonly delivery: JsonObject }
  | { readonly reason: string };

export function canonicalBody(body: Buffer): CanonicalBody {
  if (!isUtf8(body)) return { reason: 'the body is not UTF-8' };
  const written = body.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(written);
  } catch {
    return { reason: 'the body is not JSON' };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { reason: 'the body is not a JSON object' };
  const source = structureOf(written);
  if (source.inexact !== undefined)
    return { reason: `a number with more digits than can be compared: ${source.inexact.length} characters` };
  const rest = json as JsonObject;
  const delivery: JsonObject = {};
  for (const name of DELIVERY) {
    if (!Object.hasOwn(rest, name)) continue;
    delivery[name] = rest[name];
    delete rest[name];
  }
  try {
    const text = canonicalOf(rest);
    // JSON.parse keeps the last of several equal keys, other readers may keep the first: then two different requests would look the same.
    const members = structureOf(text).members + structureOf(canonicalOf(delivery)).members;
    return members === source.members ? { json: rest, text, delivery } : { reason: 'the body has the same key twice' };
  } catch {
    return { reason: 'the body has text that is not Unicode' };
  }
}

/** Throws for lone surrogates. */
export function canonicalOf(value: unknown): string {
  return canonicalize(value) ?? 'null';
}

interface Structure {
  /** Keys of all objects. */
  readonly members: number;
  /** The first number that a double cannot hold as it is written. */
  readonly inexact?: string;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** What a JSON text holds outside its strings; they are skipped without looking at each character. The text is valid JSON. */
export function structureOf(text: string): Structure {
  let members = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(text, at);
    } else if (isNumberStart(code)) {
      const start = at;
      do at++;
      while (at < text.length && isNumberPart(text.charCodeAt(at)));
      // Up to 15 digits always fit.
      if (at - start > 15 || hasExponent(text, start, at)) {
        const number = text.slice(start, at);
        if (!fitsDouble(number)) return { members, inexact: number };
      }
    } else {
      if (code === COLON) members++;
      at++;
    }
  }
  return { members };
}

function afterString(text: string, start: number): number {
  let end = start;
  let escapes: number;
  do {
    end = text.indexOf('"', end + 1);
    escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
  } while (escapes % 2 === 1);
  return end + 1;
}

const isNumberStart = (code: number): boolean => (code >= 0x30 && code <= 0x39) || code === 0x2d;

/** Digits, `-`, `.`, and the `e`, `E`, `+` of an exponent. */
const isNumberPart = (code: number): boolean => isNumberStart(code) || code === 0x2e || code === 0x2b || isExponent(code);

const isExponent = (code: number): boolean => code === 0x65 || code === 0x45;

function hasExponent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isExponent(text.charCodeAt(at))) return true;
  return false;
}

/** Whether the nearest double, written as shortly as possible, is the same decimal number. */
function fitsDouble(written: string): boolean {
  const value = Number(written);
  return Number.isFinite(value) && decimalOf(written) === decimalOf(String(value));
}

/** Significant digits and power of ten, whatever way they are written. */
function decimalOf(written: string): string {
  const [mantissa = '', power = '0'] = written.replace(/^-/, '').toLowerCase().split('e', 2);
  const [whole = '', fraction = ''] = mantissa.split('.', 2);
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  return significant === '' ? '0' : `${significant}e${Number(power) - fraction.length + digits.length - significant.length}`;
}
