/** Prompt-cache markers as code writes them. */
import type { CacheMarkerShape } from '../../shared/catalogue/schema.ts';
import type { DictValue, Location, Value } from '../resolve/values.ts';
import type { Field, Marker } from './callSite.ts';

/** The marker on or in one block of content, if there is one. */
export function markerOf(block: DictValue, shape: CacheMarkerShape): Marker | undefined {
  const [value, at] = dig(block, shape.key.split('.'));
  if (!value || (value.kind === 'constant' && value.value === null)) return undefined;
  const hasText = block.entries.has('text') || block.entries.has('content');
  const placement = shape.placement === 'onBlock' ? 'onBlock' : hasText ? 'insideText' : 'ownBlock';
  return { ttl: ttlOf(value), placement, ...(at ? { at } : {}) };
}

function dig(block: DictValue, path: readonly string[]): readonly [Value | undefined, Location | undefined] {
  let value: Value = block;
  let at: Location | undefined;
  for (const key of path) {
    if (value.kind !== 'dict') return [undefined, undefined];
    const slot = value.entries.get(key);
    if (!slot) return [undefined, undefined];
    value = slot.value;
    at = slot.at ?? at;
  }
  return [value, at];
}

export function ttlOf(marker: Value): Field<'5m' | '1h'> {
  if (marker.kind === 'param' || marker.kind === 'unknown' || marker.kind === 'union')
    return { state: 'unknown', reason: 'the marker is built elsewhere' };
  const ttl = marker.kind === 'dict' ? marker.entries.get('ttl')?.value : undefined;
  if (!ttl) return marker.kind === 'dict' && marker.open ? { state: 'unknown', reason: marker.open } : { state: 'absent', default: '5m' };
  if (ttl.kind === 'constant' && (ttl.value === '5m' || ttl.value === '1h')) return { state: 'present', value: ttl.value };
  return { state: 'unknown', reason: 'a time to live not known' };
}
