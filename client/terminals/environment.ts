/** What a terminal's environment gets so that its SDKs are metered, and what of it is left as the user has it. */
import { AZURE_ENDPOINT, BASE_URLS, CUSTOM_HEADERS, RUNTIME_URL } from '../../shared/protocol/sdkVariables.ts';

export interface Wanted {
  /** Of the runtime. */
  readonly url: string;
  /** Names and addresses of the upstreams that are Azure's, the first of which its clients are led to. */
  readonly azure: readonly { readonly name: string; readonly baseUrl: string }[];
  /** Headers of every request, for whom and what it is. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface TerminalEnvironment {
  readonly set: Readonly<Record<string, string>>;
  /** Sentences about what is not led to the runtime. */
  readonly left: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `present`: as it is without us. */
export function terminalEnvironment(wanted: Wanted, present: Environment): TerminalEnvironment {
  const { url, azure, headers } = wanted;
  const set = new Map<string, string>();
  const left: string[] = [];
  for (const [variable, path] of Object.entries(BASE_URLS)) {
    const other = variable === 'OPENAI_BASE_URL' ? refusedBeside(wanted, present) : foreign(variable, present);
    if (other === undefined) set.set(variable, url + path);
    else left.push(other);
  }
  const [first] = azure;
  if (first) {
    const other = foreign(AZURE_ENDPOINT, present, first.baseUrl);
    if (other === undefined) set.set(AZURE_ENDPOINT, `${url}/up/${first.name}`);
    else left.push(other);
  }
  for (const variable of CUSTOM_HEADERS) set.set(variable, headerLines(headers, present[variable]));
  for (const [variable, value] of noProxy(present)) set.set(variable, value);
  set.set(RUNTIME_URL, url);
  return { set: Object.fromEntries(set), left };
}

/**
 * Why a base URL of OpenAI is not set. Node's `AzureOpenAI` takes it for its own, and refuses an endpoint beside it (openai 7.57, `azure.js`): programs
 * that ran would fail.
 */
function refusedBeside({ azure }: Wanted, present: Environment): string | undefined {
  if (azure.length > 0 || present[AZURE_ENDPOINT]) {
    return `OPENAI_BASE_URL is not set, as AzureOpenAI refuses it beside ${AZURE_ENDPOINT}: calls to OpenAI itself are not metered`;
  }
  return foreign('OPENAI_BASE_URL', present);
}

/** Undefined: it is not set, was set by us, or leads where the runtime leads. */
function foreign(variable: string, present: Environment, same?: string): string | undefined {
  const value = present[variable];
  const own = present[RUNTIME_URL];
  if (!value || (own && value.startsWith(own)) || withoutVersion(value) === withoutVersion(same ?? DIRECT[variable] ?? ''))
    return undefined;
  return `${variable} is ${value} already and stays so: its calls are not metered`;
}

/** Addresses that the SDKs have without being told; `foreign` compares without their version. */
const DIRECT: Readonly<Record<string, string>> = {
  OPENAI_BASE_URL: 'https://api.openai.com',
  ANTHROPIC_BASE_URL: 'https://api.anthropic.com',
  GOOGLE_GEMINI_BASE_URL: 'https://generativelanguage.googleapis.com',
};

const withoutVersion = (url: string): string => url.replace(/\/+$/, '').replace(/\/v\d\w*$/, '');

/** The user's own headers stay; those of ours that are among them are replaced. */
function headerLines(headers: Readonly<Record<string, string>>, own: string | undefined): string {
  const kept = (own ?? '').split('\n').filter(line => line.trim() !== '' && !Object.keys(headers).includes(nameOf(line)));
  const ours = Object.entries(headers).map(([name, value]) => `${name}: ${printable(value)}`);
  return [...kept, ...ours].join('\n');
}

const nameOf = (line: string): string => line.slice(0, line.indexOf(':')).trim().toLowerCase();

/** What a header can carry: folders and names may have any letters. */
const printable = (value: string): string => value.replace(/[^\x20-\x7E]/g, '?').slice(0, 200);

const PROXIES = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
const LOOPBACK = '127.0.0.1';

/** A proxy of the environment must not be asked for this machine. */
function noProxy(present: Environment): [string, string][] {
  if (!PROXIES.some(name => present[name])) return [];
  const exceptions = (present.NO_PROXY || present.no_proxy || '').split(',').map(name => name.trim());
  if (exceptions.includes(LOOPBACK) || exceptions.includes('*')) return [];
  const value = [...exceptions.filter(name => name !== ''), LOOPBACK].join(',');
  return [
    ['NO_PROXY', value],
    ['no_proxy', value],
  ];
}
