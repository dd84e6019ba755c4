import type { Exchange, Handler, Kind } from './exchange';
import * as faults from './faults';
import { first, refuse, webPage } from './faults';
import type { MisbehavingProvider, Script } from './misbehavingProvider';
import { PROVIDER_NAMES } from '../support/providers';

/** Whether the node sends the request again by itself: not at all, up to so many times in all, or for some time. */
export type Repetition = 'never' | { times: number } | 'until the timeout';

/**
 * Something that goes wrong with one kind of request, and how the node must take it. The tests play
 * every row, and the tables of docs/reliability.md are made of them.
 */
export interface Fault {
	/** What goes wrong, as a user would say it. */
	what: string;
	/** The server's script while it goes wrong: for so many requests, or for good. */
	script: (requests: number) => Script;
	repeated: Repetition;
	/**
	 * The error's message if it does not pass; without one the fault does no harm. `{provider}`, `{id}`,
	 * `{url}` (the base URL), `{timeout}` and `{words}` (the provider's) stand for what they name.
	 */
	error?: string;
	/** What the error's description says about the cause. */
	cause?: string;
	/** Whether a request that went wrong may have created a generation. Only of creates. */
	mayHaveCreated?: boolean;
	/** Those concerned, if not all. */
	providers?: string[];
	/** How many requests go wrong if it passes. Default 1. */
	passesAfter?: number;
	/** Seconds to wait for a video if it does not pass. Default 20. */
	timeout?: number;
	/** The server goes down, so that it can't count what it is sent. */
	isUnheard?: true;
	/** Nothing is heard for as long as the node is patient: played at another speed. */
	isSilent?: true;
}

const seconds = { 'retry-after': '1' };
/** Milliseconds that a server which comes up again has been down. */
const OUTAGE = 100;

/** A handler for one kind of request. */
function at(kind: Kind, handler: Handler) {
	return (requests: number): Script => ({ [kind]: first(requests, handler) });
}

/** Goes down once a request of one kind is answered. */
function downAfter(kind: Kind, listener: 'api' | 'files') {
	return (requests: number): Script => ({
		[kind]: async (exchange: Exchange) => {
			const provider = exchange.host as MisbehavingProvider;
			if (exchange.nth === 1) {
				await provider[listener].goDown(requests === Infinity ? Infinity : OUTAGE);
			}
			await faults.behave(exchange);
		},
	});
}

/** Also what a host that falls silent looks like: n8n's HTTP client then hangs up. */
const BROKE = 'the connection broke before the answer was complete';

// Creating

const NOT_CONFIRMED = '{provider} did not confirm the generation: it may exist and may be charged';

/** The provider says that it created nothing. */
function refused(what: string, status: number, error: string, more?: Partial<Fault>): Fault {
	const script = at('create', refuse(status));
	return { what, script, repeated: 'never', error, mayHaveCreated: false, ...more };
}

/** No one can tell whether something was created. */
function unclear(what: string, handler: Handler, cause: string, more?: Partial<Fault>): Fault {
	const script = at('create', handler);
	return {
		what,
		script,
		repeated: 'never',
		error: NOT_CONFIRMED,
		cause,
		mayHaveCreated: true,
		...more,
	};
}

/** The provider asks for a break, and has created nothing. */
function busy(what: string, handler: Handler, error: string): Fault {
	return {
		what,
		script: at('create', handler),
		repeated: 'until the timeout',
		error,
		mayHaveCreated: false,
	};
}

const NO_CREDITS = 'The {provider} account has no credits left';
const NO_PLAN = 'The {provider} account has no plan that covers this';
const NO_MORE = '{provider} accepts no more requests for now';
const NOT_WORKING = '{provider} is not working at the moment (HTTP 503)';

const creating: Fault[] = [
	{
		what: 'The connection is refused',
		script: (requests) => ({
			atFirst: async ({ api }) => {
				await api.goDown(requests === Infinity ? Infinity : OUTAGE);
			},
		}),
		repeated: { times: 4 },
		error: "{provider} can't be reached: the connection was refused",
		cause: 'Nothing was created',
		mayHaveCreated: false,
		isUnheard: true,
	},
	unclear('The connection breaks before the request is read', faults.resetUnread, BROKE),
	unclear('The connection breaks after the request was read', faults.resetRead, BROKE),
	unclear('No answer comes within 2 minutes', faults.silent, 'no answer came in time', {
		isSilent: true,
	}),
	refused('400: bad request', 400, '{provider} refused the request: {words}'),
	refused('401: wrong key', 401, '{provider} rejected the API key'),
	refused('402: no credits', 402, NO_CREDITS),
	refused('403 that says no credits', 403, NO_CREDITS, {
		script: at('create', faults.outOfCredits),
	}),
	refused('403 that says no subscription', 403, NO_PLAN, {
		script: at('create', faults.withoutSubscription),
	}),
	refused('403: not allowed', 403, '{provider} does not allow this API key to do that'),
	refused('404: unknown model or address', 404, '{provider} does not know this model or address'),
	refused('409: conflict', 409, '{provider} refused the request: {words}'),
	refused('451: the content is turned away', 451, '{provider} turned the content away: {words}'),
	refused('A redirect to another address', 307, 'The base URL {url} redirects to another address', {
		script: at('create', faults.redirect),
	}),
	busy('429: too many requests', refuse(429), NO_MORE),
	busy('429 with Retry-After in seconds', refuse(429, seconds), NO_MORE),
	busy('429 with Retry-After as a date', refuse(429, faults.inTwoSeconds), NO_MORE),
	busy('503 with Retry-After', refuse(503, seconds), NOT_WORKING),
	unclear('503 without Retry-After', refuse(503), 'the answer was HTTP 503'),
	unclear('500: internal error', refuse(500), 'the answer was HTTP 500'),
	unclear("502 with a proxy's web page", webPage(502), 'the answer was HTTP 502'),
	unclear('504: gateway timeout', refuse(504), 'the answer was HTTP 504'),
	unclear('The answer is malformed JSON', faults.malformed, 'the answer could not be read'),
	unclear('The answer is cut off', faults.truncated, 'the answer could not be read'),
	unclear('The answer is empty', faults.empty, 'the answer could not be read'),
	unclear('The answer is a web page', webPage(200), '{url} answered with a web page'),
	{
		what: 'The answer has an unknown status',
		script: at('create', faults.unknownStatus),
		repeated: 'never',
		mayHaveCreated: true,
	},
];

// Waiting

const NOT_READY = 'The video was not ready after {timeout} seconds';

/** It may pass, so the node goes on looking. */
function passing(what: string, handler: Handler, cause: string, more?: Partial<Fault>): Fault {
	const script = at('fetch', handler);
	return { what, script, repeated: 'until the timeout', error: NOT_READY, cause, ...more };
}

/** Looking again would not help. */
function final(what: string, status: number, error: string, more?: Partial<Fault>): Fault {
	return { what, script: at('fetch', refuse(status)), repeated: 'never', error, ...more };
}

/** The provider is there, but what it says is no report. */
function useless(what: string, handler: Handler, error: string): Fault {
	return { what, script: at('fetch', handler), repeated: { times: 5 }, error, timeout: 60 };
}

const UNREADABLE = "{provider}'s answer could not be read";

const waiting: Fault[] = [
	passing(
		'The connection is refused',
		faults.behave,
		"{provider} can't be reached: the connection was refused",
		{ script: downAfter('create', 'api'), isUnheard: true },
	),
	passing(
		'The connection breaks before the request is read',
		faults.resetUnread,
		`{provider} can't be reached: ${BROKE}`,
	),
	passing(
		'The connection breaks after the request was read',
		faults.resetRead,
		`{provider} can't be reached: ${BROKE}`,
	),
	passing(
		'No answer comes within 30 seconds',
		faults.silent,
		"{provider} can't be reached: no answer came in time",
		{ isSilent: true, timeout: 45 },
	),
	final('400: bad request', 400, '{provider} refused the request: {words}'),
	final('401: wrong key', 401, '{provider} rejected the API key'),
	final('402: no credits', 402, NO_CREDITS),
	final('403 that says no credits', 403, NO_CREDITS, {
		script: at('fetch', faults.outOfCredits),
	}),
	final('403 that says no subscription', 403, NO_PLAN, {
		script: at('fetch', faults.withoutSubscription),
	}),
	final('403: not allowed', 403, '{provider} does not allow this API key to do that'),
	passing(
		'404: not known, or not known yet',
		refuse(404),
		'{provider} knows no generation with the ID {id}',
		{ passesAfter: 2 },
	),
	passing("524: a proxy's web page", webPage(524), NOT_WORKING.replace('503', '524')),
	final('409: conflict', 409, '{provider} refused the request: {words}'),
	final('A redirect to another address', 307, 'The base URL {url} redirects to another address', {
		script: at('fetch', faults.redirect),
	}),
	passing('429: too many requests', refuse(429), NO_MORE),
	passing('429 with Retry-After in seconds', refuse(429, seconds), NO_MORE),
	passing('429 with Retry-After as a date', refuse(429, faults.inTwoSeconds), NO_MORE),
	passing('500: internal error', refuse(500), '{provider} is not working at the moment (HTTP 500)'),
	passing(
		"502 with a proxy's web page",
		webPage(502),
		'{provider} is not working at the moment (HTTP 502)',
	),
	passing('503 with Retry-After', refuse(503, seconds), NOT_WORKING),
	passing('503 without Retry-After', refuse(503), NOT_WORKING),
	passing(
		'504: gateway timeout',
		refuse(504),
		'{provider} is not working at the moment (HTTP 504)',
	),
	useless('The answer is malformed JSON', faults.malformed, UNREADABLE),
	useless('The answer is cut off', faults.truncated, UNREADABLE),
	useless('The answer is empty', faults.empty, UNREADABLE),
	useless(
		'The answer is a web page',
		webPage(200),
		"{url} answers with a web page, not as {provider}'s API",
	),
	useless(
		'The video is completed, but there is no link to it',
		faults.completedWithoutLink,
		'{provider} says that the video is completed, but gives no link to it',
	),
	passing(
		'The answer has an unknown status',
		faults.unknownStatus,
		'{provider} still reports it as "dreaming"',
	),
	{
		what: 'The status goes backwards',
		script: at('fetch', faults.backwards),
		repeated: 'until the timeout',
		passesAfter: Infinity,
	},
];

// Downloading

const LINK_EXPIRED = 'The link to the video has expired, and the provider gave no newer one';

/** The host of the videos is no provider's own, so one provider will do. */
function broken(what: string, handler: Handler, cause: string, more?: Partial<Fault>): Fault {
	return {
		what,
		script: at('download', handler),
		repeated: { times: 6 },
		error: `The video could not be downloaded: ${cause}`,
		providers: ['aimlApi'],
		...more,
	};
}

const downloading: Fault[] = [
	broken('The connection is refused', faults.behave, 'the connection was refused', {
		script: downAfter('fetch', 'files'),
		isUnheard: true,
	}),
	broken('The connection breaks', faults.resetMidway, BROKE),
	broken('The file ends too early', faults.endMidway, BROKE),
	broken('No answer comes within a minute', faults.silent, 'no answer came in time', {
		isSilent: true,
	}),
	broken('No data comes for a minute', faults.stallMidway, BROKE, { isSilent: true }),
	{
		what: 'It is slow',
		script: at('download', faults.inPieces(20, 25)),
		repeated: 'never',
		providers: ['aimlApi'],
		passesAfter: Infinity,
	},
	{
		what: 'A redirect to another host',
		script: at('download', faults.redirect),
		repeated: 'never',
		providers: ['aimlApi'],
		passesAfter: Infinity,
	},
	{
		what: 'The link has expired (401, 403, 404, 410), and the provider gives another',
		script: at('download', faults.expiredLink),
		repeated: { times: 6 },
		passesAfter: Infinity,
	},
	broken('The link has expired, and the provider gives no other', refuse(403), '', {
		error: LINK_EXPIRED,
		providers: PROVIDER_NAMES,
	}),
	broken('429 or another refusal', refuse(429), 'its host answered HTTP 429'),
	broken('500 or another error', refuse(500), 'its host answered HTTP 500'),
	broken(
		'A web page comes instead of a video',
		faults.signInPage,
		'the link leads to something else (text/html; charset=utf-8), not to a video',
	),
	broken(
		'A picture comes instead of a video',
		faults.picture,
		'the link leads to something else (image/png), not to a video',
	),
];

/** All faults, by the kind of request that they happen to. */
export const MATRIX: Record<Kind, Fault[]> = {
	create: creating,
	fetch: waiting,
	download: downloading,
};

/** How often the node sends the request of a row, for people. */
export function repetition({ repeated }: Fault): string {
	if (repeated === 'never') return 'no';
	return typeof repeated === 'string' ? repeated : `up to ${repeated.times - 1} times`;
}
