/** Whose endpoints there are: what a path of the queue begins with. */
const OWNERS = ['fal-ai', 'wan', 'alibaba', 'workflows', 'comfy'];

/** What the platform API has to itself; its list of models has a path that others have, too. */
const PLATFORM = [
	/^\/v1\/meta$/,
	/^\/v1\/account\/billing$/,
	/^\/v1\/models\/(pricing|pricing\/estimate|requests\/by-endpoint|billing-events|usage)$/,
];
const SHARED = '/v1/models';

/** Whether a path is of the platform API. */
export function isOfPlatform(path: string): boolean {
	return path.startsWith('/v1/');
}

/**
 * Whether a call is meant for the service. Where others have the same path, only its own way to send a key tells; so it
 * does for endpoints of owners that the sandbox has never heard of.
 */
export function owns(path: string, authorization = ''): boolean {
	const [, first = ''] = path.split('/');
	if (OWNERS.includes(first) || path.startsWith('/storage/')) return true;
	if (path === '/.well-known/jwks.json' || PLATFORM.some((own) => own.test(path))) return true;
	if (!/^Key /i.test(authorization)) return false;
	return path === SHARED || !['v1', 'v2', 'api', 'vendors'].includes(first);
}

/** What requests are found under: the first two segments of an endpoint's id, or three. */
export function appOf(endpoint: string): string {
	const segments = endpoint.split('/');
	const isNested = ['workflows', 'comfy'].includes(segments[0] ?? '');
	return segments.slice(0, isNested ? 3 : 2).join('/');
}

/**
 * The path of a request as the service's addresses have it. An example of its pages has the whole id, and the word
 * `response`, in it; both work.
 */
export function shortPath(path: string): string {
	const parts = /^\/(.+)\/requests\/([^/]+)(\/.+)?$/.exec(path);
	if (!parts || isOfPlatform(path)) return path;
	const [, endpoint = '', id = '', rest = ''] = parts;
	return `/${appOf(endpoint)}/requests/${id}${rest === '/response' ? '' : rest}`;
}
