/** The life of the server: what an editor has open and how it is set, from `initialize` to `exit`. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { type EditorSettings, readEditorSettings } from '../../shared/config/editorSettings.ts';
import { initializeResult } from './capabilities.ts';
import { answerRequests } from './requests.ts';
import { foldersOf, Session } from './session.ts';
import { pathOfUri } from './uris.ts';
import { diskChange, watchers } from './workspace/watchedFiles.ts';
import type { Clock } from './workspace/workspace.ts';

export function serve(connection: Connection, clock: Clock): void {
  let session: Session | undefined;
  let folders: readonly WorkspaceFolder[] = [];
  /** Settings sent by an editor that cannot be asked. */
  let sent: unknown;
  const current = (): Session => {
    if (!session) throw new Error('the server was not initialized');
    return session;
  };

  connection.onInitialize(params => {
    session = new Session(connection, params, clock);
    folders = foldersOf(params);
    sent = (params.initializationOptions as { settings?: { farthing?: unknown } } | undefined)?.settings?.farthing;
    session.documents.listen(connection);
    return initializeResult;
  });

  connection.onInitialized(async () => {
    const { support, workspace } = current();
    current().tellStatus('starting');
    if (support.isTrusted) current().meetRuntime();
    if (support.configurationChanges) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'farthing' });
    if (support.watchesFiles) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] });
    if (support.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        for (const { uri } of removed) workspace.removeFolder(uri);
        await addFolders(added);
      });
    }
    await addFolders(folders);
    const [ofNoFolder] = await settingsOf([undefined]);
    workspace.begin(ofNoFolder ?? readEditorSettings(undefined));
  });

  connection.onDidChangeConfiguration(async ({ settings }) => {
    sent = (settings as { farthing?: unknown } | null)?.farthing ?? sent;
    const { workspace } = current();
    const areThere = workspace.askingSettings();
    try {
      const rooms = [...workspace.rooms];
      const all = await settingsOf(rooms.map(room => room.uri));
      rooms.forEach((room, index) => {
        workspace.setSettings(room, all[index] ?? readEditorSettings(undefined));
      });
    } finally {
      areThere();
    }
    current().refresh();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const { paths, relinks } = diskChange(changes);
    if (paths.length > 0) current().workspace.changedOnDisk(paths, relinks);
  });

  connection.onShutdown(() => session?.stop());
  answerRequests(connection, current);
  connection.listen();

  async function addFolders(added: readonly WorkspaceFolder[]): Promise<void> {
    const settings = await settingsOf(added.map(folder => folder.uri));
    added.forEach(({ uri }, index) => {
      const path = pathOfUri(uri);
      if (path !== undefined) current().workspace.addFolder(uri, path, settings[index] ?? readEditorSettings(undefined));
    });
  }

  async function settingsOf(uris: readonly (string | undefined)[]): Promise<EditorSettings[]> {
    if (!current().support.configuration || uris.length === 0) return uris.map(() => readEditorSettings(sent));
    const all: unknown[] = await connection.workspace.getConfiguration(uris.map(scopeUri => ({ scopeUri, section: 'farthing' })));
    return all.map(readEditorSettings);
  }
}
