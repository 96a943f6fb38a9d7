/** The page inside VS Code: the extension follows the runtime and passes on what it tells. */
import type { HostToPanel, PanelToHost } from '../../../shared/protocol/panelMessages.ts';
import type { PanelHost } from './host.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: PanelToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
};

export function editorHost(): PanelHost {
  const api = acquireVsCodeApi();
  return {
    follow(take, onLink) {
      addEventListener('message', ({ data }: MessageEvent<HostToPanel>) => {
        if (data.type === 'link') onLink(data.url === undefined ? 'gone' : 'live', data.sentence);
        else if (!data.messages.every(take)) api.postMessage({ type: 'ready' });
      });
      api.postMessage({ type: 'ready' });
    },
    open: ({ id }) => api.postMessage({ type: 'open', site: id }),
    export: csv => api.postMessage({ type: 'export', csv }),
    load: () => api.getState(),
    save: state => api.setState(state),
  };
}
