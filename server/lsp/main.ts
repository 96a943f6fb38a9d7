/** The language server as a program of its own: `--stdio`, or `--node-ipc` for editors that start it as a Node process. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

serve(createConnection(ProposedFeatures.all));
