import * as vscode from 'vscode';

/** What a report of a fault needs, for the user to read before sending it anywhere: no names of files, no code, no keys. */
export function supportReport(ofServer: string): string {
  const extension = vscode.extensions.getExtension('farthing.farthing');
  const folders = vscode.workspace.workspaceFolders ?? [];
  const changed = Object.keys(extension?.packageJSON.contributes.configuration.properties ?? {}).flatMap(name => {
    const { globalValue, workspaceValue } = vscode.workspace.getConfiguration().inspect(name) ?? {};
    const value = workspaceValue ?? globalValue;
    return value === undefined ? [] : [`- \`${name}\`: \`${JSON.stringify(value)}\``];
  });
  return [
    '# Farthing: support report',
    `- Farthing ${extension?.packageJSON.version}, VS Code ${vscode.version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    `- ${folders.length} workspace folders (${[...new Set(folders.map(({ uri }) => uri.scheme))].join(', ')}), ${vscode.workspace.isTrusted ? 'trusted' : 'not trusted'}`,
    '',
    '## Settings that are not the default',
    ...(changed.length > 0 ? changed : ['None.']),
    '',
    '## Language server',
    ofServer,
    '',
  ].join('\n');
}
