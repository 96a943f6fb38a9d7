/** The language server as a program of its own: `--stdio`, or `--node-ipc` for editors that start it as a Node process. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { keepHeapSmall } from '../project/heap.ts';
import { serve } from './server.ts';

keepHeapSmall();
const connection = createConnection(ProposedFeatures.all);

// A bug must not take the editor's findings away; it is told where reports of bugs are made from.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    connection.console.error(`Internal error, please report it: ${error instanceof Error ? error.stack : String(error)}`);
  });
}

serve(connection, { today: () => new Date().toISOString().slice(0, 10) });
