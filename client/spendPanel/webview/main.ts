import { browserHost } from './browserHost.ts';
import { editorHost } from './editorHost.ts';
import { showPanel } from './panel.ts';

showPanel(document.documentElement.dataset.place === 'editor' ? editorHost() : browserHost());
