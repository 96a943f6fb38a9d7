/** The statements of a module that may stay unread until someone looks into them. */
import type { Span } from '../../ir/nodes.ts';
import type { Grammar } from '../parsers.ts';
import type { Outlined } from './outlined.ts';
import { outlinePython } from './pythonOutline.ts';
import { outlineScript } from './scriptOutline.ts';

/** A comment that speaks to the linter is read whatever it stands in. */
const TO_US = 'farthing-';

/** In source order. All lines of the text end with line feeds. */
export function outlineOf(text: string, grammar: Grammar): readonly Outlined[] {
  const outlined = grammar === 'python' ? outlinePython(text) : outlineScript(text, grammar === 'tsx');
  return text.includes(TO_US) ? outlined.filter(({ span }) => !text.slice(span.start, span.end).includes(TO_US)) : outlined;
}

/** What is left of a text of that length: nothing at its end where that is all. */
export function stretchesBetween(outlined: readonly Outlined[], length: number): Span[] {
  const starts = [0, ...outlined.map(({ span }) => span.end)];
  const ends = [...outlined.map(({ span }) => span.start), length];
  const stretches = starts.map((start, index) => ({ start, end: ends[index] as number })).filter(({ start, end }) => end > start);
  return stretches.length > 0 ? stretches : [{ start: length, end: length }];
}
