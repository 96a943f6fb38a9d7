import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultLine } from '../../../../shared/runtime/process/faultLine.ts';
import { homeOf, prepareHome } from '../../../../shared/runtime/process/home.ts';
import { takeLease } from '../../../../shared/runtime/process/lease.ts';
import { newToken, type RuntimeLock, readLock, removeLock, writeLock } from '../../../../shared/runtime/process/lock.ts';
import { openLog } from '../../../../shared/runtime/process/log.ts';
import { readSalt } from '../../../../shared/runtime/process/salt.ts';
import { troubleLog } from '../../../../shared/runtime/process/troubleLog.ts';
import { temporaryTree } from '../../../temporaryTree.ts';

const newHome = () => {
  const home = homeOf(join(temporaryTree({}), 'home'));
  assert.equal(prepareHome(home), undefined);
  return home;
};

describe('the home of a runtime', () => {
  it('is the folder that is named, else FARTHING_HOME, else where the platform keeps state', () => {
    assert.equal(homeOf('/a', { FARTHING_HOME: '/b' }).folder, '/a');
    assert.equal(homeOf(undefined, { FARTHING_HOME: '/b' }).folder, '/b');
    assert.equal(homeOf(undefined, { XDG_STATE_HOME: '/s' }, 'linux').folder, '/s/farthing');
    assert.match(homeOf(undefined, {}, 'linux').folder, /\/\.local\/state\/farthing$/);
    assert.match(homeOf(undefined, {}, 'darwin').folder, /\/Library\/Application Support\/farthing$/);
    // An empty variable is one that was unset in a hurry.
    assert.equal(homeOf(undefined, { FARTHING_HOME: '', XDG_STATE_HOME: '/s' }, 'linux').folder, '/s/farthing');
  });

  it('is made for its owner alone', () => {
    assert.equal(statSync(newHome().folder).mode & 0o777, 0o700);
  });

  it('cannot be a file, and that is said in a sentence', () => {
    const folder = temporaryTree({ file: '' });
    assert.match(prepareHome(homeOf(`${folder}/file`)) ?? '', /cannot use the folder .*: it is a file$/);
    assert.match(prepareHome(homeOf(`${folder}/file/below`)) ?? '', /a part of its path is a file$/);
  });
});

/** A process that takes the lease of a home, says so, and keeps it. */
async function leaseholder(lease: string): Promise<ChildProcess> {
  const program = new URL('../../../../shared/runtime/process/lease.ts', import.meta.url).href;
  const code = `import { takeLease } from ${JSON.stringify(program)}; console.log(takeLease({ lease: ${JSON.stringify(lease)} }) ? 'taken' : 'busy'); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  assert.equal(String(line).trim(), 'taken');
  return child;
}

describe('the lease of a home', () => {
  it('is held by one process at a time, and free again however that one ends', async () => {
    const home = newHome();
    const child = await leaseholder(home.lease);
    assert.equal(takeLease(home), undefined);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lease = takeLease(home);
    assert.ok(lease);
    lease.release();
    const again = takeLease(home);
    assert.ok(again);
    again.release();
  });

  it('leaves nothing behind but an empty file', async () => {
    const home = newHome();
    takeLease(home)?.release();
    assert.deepEqual(readdirSync(home.folder), ['runtime.lease']);
    assert.equal(statSync(home.lease).size, 0);
  });
});

const LOCK: RuntimeLock = {
  url: 'http://127.0.0.1:4141',
  pid: 1,
  startToken: newToken(),
  controlToken: newToken(),
  version: '1.2.3',
  startedAt: '2026-11-24T00:00:00.000Z',
};

describe('the lock file', () => {
  it('says what was written, to its owner alone, and leaves nothing beside it', () => {
    const home = newHome();
    writeLock(home, LOCK);
    assert.deepEqual(readLock(home), LOCK);
    assert.equal(statSync(home.lock).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(home.folder), ['runtime.lock']);
  });

  it('is removed by the runtime that wrote it and by no other', () => {
    const home = newHome();
    writeLock(home, LOCK);
    removeLock(home, { ...LOCK, startToken: newToken() });
    assert.deepEqual(readLock(home), LOCK);
    removeLock(home, LOCK);
    assert.equal(readLock(home), undefined);
    removeLock(home, LOCK);
  });

  for (const [what, text] of [
    ['half of one', '{"url":"http://127.0.0.1:4141","pid"'],
    ['another host, which the token must not reach', JSON.stringify({ ...LOCK, url: 'http://example.com:4141' })],
    ['a host that only begins like this machine', JSON.stringify({ ...LOCK, url: 'http://127.0.0.1.example.com' })],
    ['no token', JSON.stringify({ ...LOCK, controlToken: undefined })],
    ['something else', '[1]'],
  ] as const) {
    it(`is no lock file when it has ${what}`, () => {
      const home = newHome();
      writeFileSync(home.lock, text);
      assert.equal(readLock(home), undefined);
    });
  }
});

describe('the salt', () => {
  it('is made once, for its owner alone', () => {
    const home = newHome();
    const salt = readSalt(home);
    assert.equal(salt.byteLength, 32);
    assert.deepEqual(readSalt(home), salt);
    assert.equal(statSync(home.salt).mode & 0o777, 0o600);
    assert.notDeepEqual(readSalt(newHome()), salt);
  });

  it('is not replaced when it is damaged: that would part users from their past', () => {
    const home = newHome();
    writeFileSync(home.salt, 'short');
    assert.throws(() => readSalt(home), /is damaged/);
    assert.equal(readFileSync(home.salt, 'utf8'), 'short');
  });
});

describe('the log', () => {
  it('is put aside when it grows, so that two files are the most', () => {
    const home = newHome();
    const log = openLog(home.log, () => new Date(0), 200);
    for (let line = 0; line < 20; line++) log.info(`line ${line}`);
    log.close();
    assert.deepEqual(readdirSync(home.folder).sort(), ['runtime.log', 'runtime.log.1']);
    const lines = `${readFileSync(`${home.log}.1`, 'utf8')}${readFileSync(home.log, 'utf8')}`.trimEnd().split('\n');
    assert.equal(lines.at(-1), '1970-01-01T00:00:00.000Z info  line 19');
    for (const name of readdirSync(home.folder)) {
      assert.ok(statSync(`${home.folder}/${name}`).size <= 200);
      assert.equal(statSync(`${home.folder}/${name}`).mode & 0o777, 0o600);
    }
  });

  it('goes on where it ended, one line for each sentence', () => {
    const home = newHome();
    for (const sentence of ['first', 'second\n  with a second line']) {
      const log = openLog(home.log, () => new Date(0));
      log.warn(sentence);
      log.close();
    }
    assert.deepEqual(readFileSync(home.log, 'utf8').trimEnd().split('\n'), [
      '1970-01-01T00:00:00.000Z warn  first',
      '1970-01-01T00:00:00.000Z warn  second | with a second line',
    ]);
  });

  it('that cannot be put aside stops nothing', () => {
    const home = newHome();
    const log = openLog(home.log, () => new Date(0), 10);
    log.info('one');
    rmSync(home.folder, { recursive: true });
    log.info('two');
    log.info('three');
  });

  it('says where a fault of ours happened, and nothing of what it was given', () => {
    try {
      JSON.parse('sk-canary');
      assert.fail();
    } catch (error) {
      assert.match(faultLine(error), /^internal error, please report it: SyntaxError \| at JSON\.parse .* \| at .*home\.test\.ts/);
      assert.doesNotMatch(faultLine(error), /canary/);
    }
    assert.equal(faultLine('sk-canary'), 'internal error, please report it: a string was thrown');
  });

  it('has the same trouble once a minute', () => {
    const lines: string[] = [];
    let now = 0;
    const tell = troubleLog({ warn: line => lines.push(line) }, () => now);
    for (now of [0, 1000, 59_000]) tell('the disk is full');
    tell('something else');
    now = 60_000;
    tell('the disk is full');
    assert.deepEqual(lines, ['the disk is full', 'something else', 'the disk is full']);
  });
});
