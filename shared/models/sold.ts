/** Which models of a provider's own price list can be bought on a day. */
import type { Provider } from '../catalogue/schema.ts';
import { sheets } from './table.ts';

/** Ids, as calls name them; embedding models or all others. */
export function modelsSold(provider: Provider, embedding: boolean, today: string): readonly string[] {
  const rows = sheets.filter(sheet => sheet.provider === provider).flatMap(sheet => sheet.rows);
  return rows
    .filter(
      row => (row.embedding ?? false) === embedding && (row.retires === undefined || row.retires > today) && !row.id.startsWith('ft:'),
    )
    .map(row => row.id);
}
