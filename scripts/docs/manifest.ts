import { settingsManifest } from '../../shared/config/editorSettings.ts';

/** The text of `package.json` with the settings of the extension as they are. */
export function withSettings(packageJson: string): string {
  const manifest = JSON.parse(packageJson);
  manifest.contributes.configuration.properties = settingsManifest();
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
