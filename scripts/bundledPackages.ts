/** Which packages end up inside `dist/`, under which licence, and the notices that go with them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that may be bundled into an MIT product. */
const allowedLicences = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0'];

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly licenceText: string;
  /** Address of the source, where the package says it. */
  readonly repository?: string;
}

/** The packages that the given files (paths from `root`) belong to, sorted by name. */
export function packagesOf(root: string, files: readonly string[]): BundledPackage[] {
  const folders = new Set<string>();
  for (const file of files) {
    const folder = file.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1];
    if (folder) folders.add(folder);
  }
  const packages = [...folders].map(folder => readPackage(join(root, folder))).sort((a, b) => (a.name < b.name ? -1 : 1));
  return packages.map(one => (one.licenceText === '' ? { ...one, licenceText: textOfSibling(one, packages) } : one));
}

/** Packages of one source are under one text, which some of them do not ship. */
function textOfSibling({ licence, repository }: BundledPackage, packages: readonly BundledPackage[]): string {
  const sibling = packages.find(
    other => other.licenceText !== '' && other.licence === licence && repository !== undefined && other.repository === repository,
  );
  return sibling?.licenceText ?? '';
}

function readPackage(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const repository: string | undefined = manifest.repository?.url ?? manifest.repository;
  const texts = readdirSync(folder).filter(name => /^(licen[cs]e|notice|copying)/i.test(name));
  return {
    name: manifest.name,
    version: manifest.version,
    licence: typeof manifest.license === 'string' ? manifest.license : 'unknown',
    licenceText: texts.map(name => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n'),
    ...(repository === undefined ? {} : { repository }),
  };
}

/** One sentence for each package that may not be bundled: its licence is not on the list, or its text is missing. */
export function licenceProblems(packages: readonly BundledPackage[]): string[] {
  return packages.flatMap(({ name, version, licence, licenceText }) => {
    if (!allowedLicences.includes(licence))
      return [`${name} ${version} is under ${licence}, which is not one of ${allowedLicences.join(', ')}`];
    return licenceText ? [] : [`${name} ${version} ships no licence text`];
  });
}

export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  const rule = '-'.repeat(80);
  const notices = packages.map(({ name, version, licence, licenceText }) => `${rule}\n${name} ${version} (${licence})\n\n${licenceText}\n`);
  return `Farthing contains the following packages.\n\n${notices.join('\n')}`;
}
