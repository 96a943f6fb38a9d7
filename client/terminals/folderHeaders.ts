/** Whose calls those of a folder are, where that differs from what the runtime takes for granted. */
import { homedir } from 'node:os';
import { identityDefaults } from '../../shared/runtime/process/identityDefaults.ts';
import type { RuntimeSettings } from '../../shared/runtime/settings.ts';

/**
 * The project is that of the folder's git repository, or its name; the user is named only where git has another one for this repository than for
 * the person at large. What the user's configuration says of either holds as it is.
 */
export async function folderHeaders(
  settings: Pick<RuntimeSettings, 'user' | 'team' | 'project'>,
  folder: { readonly path: string; readonly name: string },
): Promise<Readonly<Record<string, string>>> {
  const [here, anywhere] = await Promise.all([identityDefaults(settings, folder.path), identityDefaults(settings, homedir())]);
  const project = settings.project === undefined ? (here.project ?? folder.name) : undefined;
  const user = here.user === anywhere.user ? undefined : here.user;
  return {
    ...(project === undefined ? {} : { 'x-farthing-project': project }),
    ...(user === undefined ? {} : { 'x-farthing-user': user }),
  };
}
