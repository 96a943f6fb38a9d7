/** `npm run measure:attribution`: how many requests of a generated project are put down to their line, and what that takes. */
import { askedOf } from '../../shared/runtime/attribution/asked.ts';
import { dialectOf } from '../../shared/runtime/dialects/index.ts';
import { runTrial } from './attribution/trial.ts';

const REQUESTS_PER_SITE = 5;
const ROUNDS = 20;

const { counts, registry, project, sites } = await runTrial(REQUESTS_PER_SITE);
const share = (count: number) => `${((100 * count) / counts.requests).toFixed(1)} % (${count}/${counts.requests})`;
console.log(`${project.sites.length} call sites (${sites} with those inside wrappers), ${counts.requests} requests`);
console.log(`right ${share(counts.right)}, wrong ${counts.wrong}, wrong at high confidence ${counts.wrongAtHigh}`);
console.log(`high confidence ${share(counts.rightAtHigh)}, ambiguous ${share(counts.ambiguous)}, none ${share(counts.none)}`);

const asked = project.sites.flatMap(({ request }) => {
  const { dialect, path, headers, body } = request(0);
  const facts = dialectOf(dialect).read({ method: 'POST', path, headers, body: Buffer.from(JSON.stringify(body)) });
  return askedOf(dialect, facts, facts.content, headers) ?? [];
});

/** CPU milliseconds of a request. */
function cost(systemOf: (system: string) => string): string {
  const run = () => {
    for (const one of asked) registry.attribute({ ...one, system: one.system.map(systemOf) });
  };
  run();
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) run();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1000 / ROUNDS / asked.length).toFixed(3);
}

let nth = 0;
console.log(
  `a request with a system prompt seen before: ${cost(text => text)} CPU ms; with a new one: ${cost(text => `${text} ${nth++}`)} CPU ms`,
);
