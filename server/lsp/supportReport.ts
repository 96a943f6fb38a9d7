/** What a report of a fault needs. No source text, and no name of a file. */
import { version } from '../../shared/version.ts';
import type { Workspace } from './workspace/workspace.ts';

export function supportReport(workspace: Workspace, client: string, failures: readonly string[]): string {
  const rooms = [...workspace.rooms].map(({ file, project, settings, scope }) => {
    const what = file === undefined ? 'folder' : 'single file';
    return `- ${what}: ${project ? `${project.size} files, ${project.analysed} analysed` : 'not opened yet'}; scope ${scope}; settings ${JSON.stringify(settings)}`;
  });
  const times = [...workspace.durations.values()].sort((a, b) => a - b).map(time => time.toFixed(0));
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return [
    '## Language server',
    `Farthing ${version()}, Node ${process.version}, ${process.platform} ${process.arch}, editor ${client}`,
    `Up ${Math.round(process.uptime())} s, ${((user + system) / 1e6).toFixed(1)} s of CPU, ${megabytes(rss)} (heap ${megabytes(heapUsed)})`,
    '',
    '### Projects',
    ...(rooms.length > 0 ? rooms : ['None.']),
    '',
    '### Last analysis of each open file, milliseconds',
    times.length > 0 ? times.join(', ') : 'None.',
    '',
    '### Failures',
    ...(failures.length > 0 ? failures.map(failure => `- ${failure.replace(/(?:\/[^\s:/]+)+(?=\/)/g, '…')}`) : ['None.']),
    '',
  ].join('\n');
}
