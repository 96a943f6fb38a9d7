/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
import type { Log, PhysicalLocation, Region, ReportingDescriptor, Result } from 'sarif';
import { version } from '../../../shared/version.ts';
import type { Place } from '../../project/report.ts';
import { explainRule } from '../../rules/explain.ts';
import { rules } from '../../rules/index.ts';
import type { Rule, Severity } from '../../rules/rule.ts';
import type { LocatedFinding } from '../located.ts';
import type { CheckFormat } from './format.ts';

const LEVELS: Readonly<Record<Severity, Result.level>> = { error: 'error', warn: 'warning', info: 'note' };

export const sarif: CheckFormat = ({ findings, suppressed, summary }) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'farthing',
            version: version(),
            semanticVersion: version(),
            rules: rules.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map(result),
          ...suppressed.map(({ finding, reason }) => ({
            ...result(finding),
            suppressions: [{ kind: 'inSource' as const, ...(reason === undefined ? {} : { justification: reason }) }],
          })),
        ],
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: summary.problems.map(({ path, message }) => ({
              level: 'warning' as const,
              message: { text: message },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
            })),
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function descriptor(rule: Rule): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: plain(rule.why) },
    help: { text: plain(explainRule(rule)), markdown: explainRule(rule) },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { tags: ['cost', rule.category] },
  };
}

const plain = (markdown: string): string => markdown.replace(/[`*]/g, '').trim();

function result(finding: LocatedFinding): Result {
  const { rule, severity, message, path, cell, line, fix, related, fingerprint } = finding;
  const location = physicalLocation(path, finding);
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(one => one.id === rule),
    level: LEVELS[severity],
    message: { text: cell === undefined ? message : `Cell ${cell}, line ${line}: ${message}` },
    locations: [{ physicalLocation: location, ...(cell === undefined ? {} : { logicalLocations: [{ name: `cell ${cell}` }] }) }],
    partialFingerprints: { 'farthing/v1': fingerprint },
    ...(related?.length && {
      relatedLocations: related.map((place, index) => ({
        id: index,
        physicalLocation: physicalLocation(place.path ?? path, place),
        message: { text: place.message },
      })),
    }),
    // Edits of a notebook are edits of cells, which SARIF has no words for.
    ...(fix && cell === undefined
      ? {
          fixes: [
            {
              description: { text: fix.title },
              artifactChanges: [
                {
                  artifactLocation: { uri: uriOf(path) },
                  replacements: fix.edits.map(edit => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.text } })),
                },
              ],
            },
          ],
        }
      : {}),
  };
}

/** Lines of a cell are no lines of the file, so a notebook has no region. */
function physicalLocation(path: string, place: Place): PhysicalLocation {
  return { artifactLocation: { uri: uriOf(path) }, ...(place.cell === undefined ? { region: regionOf(place) } : {}) };
}

const regionOf = ({ line, column, endLine, endColumn }: Place): Region => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
