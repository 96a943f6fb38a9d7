import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { homeOf } from '../../../shared/runtime/process/home.ts';
import { findRuntime } from '../../../shared/runtime/process/runningRuntime.ts';

describe('the runtime', () => {
  const running = () => findRuntime(homeOf(undefined));
  const command = (name: string) => vscode.commands.executeCommand(name);
  const start = async () => {
    await command('farthing.startRuntime');
    return (await running())?.url;
  };

  after(() => command('farthing.stopRuntime'));

  it('is started from the editor, and joined by who starts it again', async () => {
    assert.equal(await running(), undefined);
    const first = await start();
    assert.match(first ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    const { pid } = (await running()) ?? {};
    assert.equal(await start(), first);
    assert.equal((await running())?.pid, pid);
  });

  it('answers to who calls it', async () => {
    const reply = await fetch(`${await start()}/nowhere`);
    assert.equal(reply.status, 404);
  });

  it('is stopped from the editor', async () => {
    await start();
    await command('farthing.stopRuntime');
    assert.equal(await running(), undefined);
  });
});
