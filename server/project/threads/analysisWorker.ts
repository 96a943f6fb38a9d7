/** A thread that analyses batches of files. */
import { parentPort, workerData } from 'node:worker_threads';
import { catalogue } from '../../../shared/catalogue/index.ts';
import type { Settings } from '../config/settings.ts';
import { createEngine } from '../engine.ts';
import { Folders } from '../folders.ts';
import { createResolver } from '../resolution/resolver.ts';
import type { BatchRequest, WorkerMessage, WorkerSetUp } from './messages.ts';

const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread only');

const { root, today, exact, observed, imported, overlay, settings, settingsOf } = workerData as WorkerSetUp;
let carriers: NonNullable<BatchRequest['carriers']> = new Map();
const engine = await createEngine(
  {
    root,
    today,
    exact,
    observed,
    imported,
    overlay,
    settingsOf: path => settings[settingsOf.get(path) ?? 0] as Settings,
    carriersOf: path => carriers.get(path),
  },
  createResolver(new Folders(), root, catalogue),
);
const send = (message: WorkerMessage) => port.postMessage(message);

port.on('message', async (request: BatchRequest) => {
  carriers = request.carriers ?? carriers;
  const { results, loaded } = await engine.analyse(request.paths, () => send({ kind: 'file' }));
  // Call sites hold scopes, which do not cross; the report says what a door needs.
  const reports = new Map([...results].map(([path, { result, bug }]) => [path, { result, ...(bug === undefined ? {} : { bug }) }]));
  send({ kind: 'batch', results: reports, loaded });
});
