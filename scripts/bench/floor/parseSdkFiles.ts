/** Parses the files of a tree that import an SDK, nothing more: what no linter that parses can go below. */
import { readFileSync } from 'node:fs';
import { discover } from '../../../server/project/discover.ts';
import { Folders } from '../../../server/project/folders.ts';
import { createScan } from '../../../server/project/importScan.ts';
import { loadParsers } from '../../../server/syntax/parsers.ts';
import { openSource } from '../../../server/syntax/source.ts';
import { catalogue } from '../../../shared/catalogue/index.ts';

const scan = createScan(catalogue);
const parsers = await loadParsers();
for (const path of discover([process.argv[2] ?? '.'], new Folders()).files) {
  if (!scan(path, readFileSync(path, 'latin1')).sdk) continue;
  const source = openSource(path, readFileSync(path, 'utf8'));
  if ('text' in source) parsers.parse(source.text, source.grammar).delete();
}
