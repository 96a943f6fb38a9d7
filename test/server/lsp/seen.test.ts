import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import { analyse } from '../../../server/project/analyse.ts';
import { fromDollars } from '../../../shared/money/nanoDollars.ts';
import type { AttemptEnd, AttemptStart } from '../../../shared/runtime/ledger/attempt.ts';
import { openSqliteStore, type SqliteStore } from '../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, SIMPLE, uriOf } from './editor.ts';
import { LIMITED } from './samples.ts';

const TODAY = new Date().toISOString().slice(0, 10);

describe('what the runtime saw of a call, in the editor', () => {
  let folder: string;
  let home: string;
  let store: SqliteStore;
  let editor: Editor;
  let site: string;
  let calls = 0;

  before(async function () {
    this.timeout(30_000);
    folder = temporaryTree({ 'a.py': LIMITED });
    home = temporaryTree({});
    store = openSqliteStore({ file: join(home, 'ledger.db'), timeZone: 'UTC' });
    const { files } = await analyse([folder], { cwd: folder, today: TODAY });
    site = files[0]?.report.calls[0]?.contract.id ?? assert.fail('no call was found');
  });
  after(async () => {
    await editor?.stop();
    await store.close();
  });

  async function called(times: number, dollars: number, input: number): Promise<void> {
    for (let made = 0; made < times; made++) {
      const startedAt = Date.now();
      const start: AttemptStart = {
        id: `call-${++calls}`,
        operation: `call-${calls}`,
        attempt: 1,
        startedAt,
        dialect: 'openai',
        upstream: 'openai',
        kind: 'chat',
        endpoint: '/v1/chat/completions',
        model: 'gpt-6-luna',
        stream: false,
        identity: { key: 'none', tags: {}, site },
        verdicts: { attribution: { confidence: 'high' } },
      };
      const end: AttemptEnd = {
        endedAt: startedAt + 1,
        state: 'settled',
        status: 200,
        usage: { input, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 100, reasoning: 0 },
        cost: fromDollars(dollars),
        confidence: 'exact',
        cache: 'miss',
        notes: [],
      };
      await store.record(start, end);
    }
  }

  async function cardOf(uri: string): Promise<string> {
    const hover = await editor.hover(uri, editor.placeOf(uri, 'chat.completions'));
    return (hover?.contents as MarkupContent | undefined)?.value ?? '';
  }

  it('stands beside its estimate: the mean, how often today, and what the cache did', async function () {
    this.timeout(30_000);
    await called(3, 0.0117, 5000);
    editor = await Editor.start({
      folders: [folder],
      capabilities: { ...SIMPLE, workspace: { codeLens: { refreshSupport: true } } },
      environment: { FARTHING_HOME: home },
    });
    const uri = await editor.open(join(folder, 'a.py'));
    await editor.until(() => editor.heard.has('workspace/codeLens/refresh'));
    const [lens] = await editor.lenses(uri);
    assert.match(
      lens?.command?.title ?? '',
      /^est\. \$[\d.]+ a call \(.*\) · seen \$0\.012 x 3 today · cache hits 0 % · \$[\d.,]+ a month$/,
    );
    const card = await cardOf(uri);
    assert.match(card, /\| cost \| \$0\.012 \| \$0\.012 \| \$0\.012 \|/);
    assert.match(card, new RegExp(`3 calls since ${TODAY}; 0 % of the input was read`));
    assert.match(card, /seen is [\d.]+ times the expected/);
  });

  it('takes the place of assumptions once there are twenty calls, and contradicts the code where it must', async function () {
    this.timeout(30_000);
    const uri = uriOf(join(folder, 'a.py'));
    await called(20, 0.0117, 90_000);
    await editor.until(() => editor.published.get(uri)?.diagnostics.some(({ code }) => code === 'cache-never-hits') ?? false);
    assert.match(await cardOf(uri), /input 90,000 tokens \(5,000 to 90,000\), output 100 tokens: seen in 23 calls/);
  });
});
