/** Finds the call sites of a folder, keeps them up to date while its files change on disk, and tells the runtime of them. */
import type { SiteFacts } from '../../../shared/protocol/sites.ts';
import type { Home } from '../../../shared/runtime/process/home.ts';
import { feedSites, type SiteFeed } from '../../../shared/runtime/process/siteFeed.ts';
import { loadParsers } from '../../syntax/parsers.ts';
import { openCosting } from '../costing.ts';
import { absolutePath, baseName } from '../folders.ts';
import { LiveFiles } from '../live/liveFiles.ts';
import { LiveProject, type LiveResult } from '../live/liveProject.ts';
import type { FileReport } from '../report.ts';
import { isSourceFile } from '../sourceFiles.ts';
import { type FolderChange, watchFolders } from './folderWatch.ts';
import { siteFacts } from './siteFacts.ts';

export interface SiteSupplyOptions {
  readonly home: Home;
  readonly workspace: string;
  /** ISO date of now. */
  readonly today: () => string;
  /** A runtime knows them, so many. */
  readonly onTold?: (sites: number) => void;
  /** What went wrong, in a sentence; it goes on with the next change. */
  readonly onTrouble?: (sentence: string) => void;
}

export interface SiteSupply {
  close(): Promise<void>;
}

/** Several changes at once, as of a checkout, are looked at together, after so many milliseconds. */
const TOGETHER_MS = 25;

export async function supplySites({ home, workspace, today, onTold, onTrouble = () => {} }: SiteSupplyOptions): Promise<SiteSupply> {
  const root = absolutePath(workspace);
  const feed = feedSites({ home, workspace: root, ...(onTold && { onTold }) });
  const parsers = await loadParsers();
  const reports = new Map<string, FileReport>();
  const touched = new Map<string, FolderChange>();
  let project: LiveProject | undefined;
  let day = '';
  let closed = false;
  let waiting: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function update(): Promise<void> {
    if (day !== today()) project = undefined;
    day = today();
    const changes = [...touched.values()];
    touched.clear();
    project ??= await openProject(root, day, parsers);
    for (const { path, isNews } of changes) {
      project.touch(path);
      if (isNews || !isSourceFile(baseName(path))) project.outdate();
    }
    await project.update({
      scope: 'all',
      pause: async () => !closed,
      found: results => tell(results, reports, root, feed),
    });
  }

  function soon(): void {
    if (closed || running) return;
    waiting ??= setTimeout(() => {
      waiting = undefined;
      running = update()
        .catch(error => onTrouble((error as Error).message))
        .finally(() => {
          running = undefined;
          if (touched.size > 0) soon();
        });
    }, TOGETHER_MS);
  }

  const watch = watchFolders(root, change => {
    touched.set(change.path, { ...change, isNews: change.isNews || (touched.get(change.path)?.isNews ?? false) });
    soon();
  });
  soon();
  return {
    async close() {
      closed = true;
      clearTimeout(waiting);
      watch.close();
      await running;
      await feed.close();
    },
  };
}

function openProject(root: string, today: string, parsers: Awaited<ReturnType<typeof loadParsers>>): Promise<LiveProject> {
  const costing = openCosting(today, { fingerprints: true });
  return LiveProject.open({ paths: [root], cwd: root, files: new LiveFiles(parsers), costing, today });
}

function tell(results: readonly LiveResult[], reports: Map<string, FileReport>, root: string, feed: SiteFeed): void {
  for (const { path, report } of results) {
    if (report) reports.set(path, report);
    else reports.delete(path);
  }
  const files = new Map<string, readonly SiteFacts[]>();
  for (const path of new Set([...results.map(result => result.path), ...callersOf(new Set(results.map(result => result.path)), reports)])) {
    const report = reports.get(path);
    files.set(relative(path, root), report ? siteFacts(report, other => reports.get(other)) : []);
  }
  feed.set(files);
}

/** Files with calls of wrappers in these: they name the call inside by its id. */
function callersOf(inner: ReadonlySet<string>, reports: ReadonlyMap<string, FileReport>): readonly string[] {
  const isCaller = ({ calls }: FileReport) => calls.some(({ via }) => via?.some(({ path }) => inner.has(path)));
  return [...reports].filter(([, report]) => isCaller(report)).map(([path]) => path);
}

const relative = (path: string, root: string): string => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path);
