import { factsAt, type Intake } from '../intake.ts';
import { without } from '../requestHead.ts';

const LENGTH: ReadonlySet<string> = new Set(['content-length']);

/** The same request to another model at the same upstream. Undefined: its dialect cannot send it there. */
export function toModel(intake: Intake, model: string): Intake | undefined {
  const { dialect, head, upstream } = intake;
  const wire = dialect.withModel(intake.wire, model);
  if (!wire) return undefined;
  const read = dialect.read(wire);
  const forwarded = [...without(head.forwarded, LENGTH), 'content-length', String(wire.body.length)];
  return { ...intake, wire, read, facts: factsAt(upstream, read), head: { ...head, forwarded } };
}
