import { setTimeout as pause } from 'node:timers/promises';
import type { OutgoingHttpHeaders } from 'node:http';

import type { Exchange, Handler } from './exchange';
import { FILM } from './film';

/** Answers as a provider without faults does. Its generations are completed at the first look. */
export const behave: Handler = async (exchange) => {
	switch (exchange.kind) {
		case 'create':
			await exchange.tell({ status: 'queued' });
			break;
		case 'fetch': {
			const url = exchange.host.linkTo(await exchange.generation());
			await exchange.tell({ status: 'completed', url });
			break;
		}
		case 'download':
			exchange.send(200, FILM, { 'content-type': 'video/mp4' });
	}
};

// When and for whom

/** The first so many requests go wrong, and all later ones go well. */
export function first(times: number, fault: Handler): Handler {
	return async (exchange) => {
		await (exchange.nth <= times ? fault : behave)(exchange);
	};
}

/** One request goes wrong, counted from 1. */
export function nth(number: number, fault: Handler): Handler {
	return async (exchange) => {
		await (exchange.nth === number ? fault : behave)(exchange);
	};
}

/** Only the generation of this prompt is concerned. */
export function only(prompt: string, fault: Handler, otherwise: Handler = behave): Handler {
	return async (exchange) => {
		await ((await exchange.prompt()) === prompt ? fault : otherwise)(exchange);
	};
}

/** Each generation runs for so many milliseconds. */
export function lasting(milliseconds: number | ((prompt: string) => number)): Handler {
	return async (exchange) => {
		const { createdAt, prompt } = await exchange.generation();
		const duration = typeof milliseconds === 'number' ? milliseconds : milliseconds(prompt);
		await (Date.now() < createdAt + duration ? running(exchange) : behave(exchange));
	};
}

// What a provider may say

export const running: Handler = async (exchange) => {
	await exchange.tell({ status: 'running' });
};

export function failed(reason: string): Handler {
	return async (exchange) => {
		await exchange.tell({ status: 'failed', reason });
	};
}

/** A status that no reference knows. */
export const unknownStatus: Handler = async (exchange) => {
	await exchange.tell({ status: 'dreaming' });
};

/** Running, then queued again, and completed at the third look. */
export const backwards: Handler = async (exchange) => {
	const { looks } = await exchange.generation();
	const status = ['running', 'queued'][looks - 1];
	await (status ? exchange.tell({ status }) : behave(exchange));
};

export const completedWithoutLink: Handler = async (exchange) => {
	await exchange.tell({ status: 'completed' });
};

// Connections

/** Hangs up as soon as the request arrives, without reading it. */
export const resetUnread: Handler = ({ request }) => {
	request.socket.resetAndDestroy();
};

/** Does what it is asked, and hangs up instead of answering. */
export const resetRead: Handler = async (exchange) => {
	await exchange.generation();
	exchange.request.socket.resetAndDestroy();
};

/** Does what it is asked, and never answers. */
export const silent: Handler = async (exchange) => {
	await exchange.generation();
};

// Answers of the API

/** What the provider says to a request that it refuses. */
export const WORDS = 'Because of a test';

/**
 * Says no. With 500 and above, and no word on when to come back, it has done what it was asked all
 * the same: the worst case.
 *
 * @param headers as they are, or made when the answer is sent
 */
export function refuse(
	status: number,
	headers: OutgoingHttpHeaders | ((exchange: Exchange) => OutgoingHttpHeaders) = {},
	message = WORDS,
): Handler {
	return async (exchange) => {
		const more = typeof headers === 'function' ? headers(exchange) : headers;
		if (status >= 500 && !('retry-after' in more)) await exchange.generation();
		exchange.send(status, exchange.dialect.refusal(message, status), more);
	};
}

// A 403 is told by its words.
export const outOfCredits = refuse(403, {}, 'You have run out of credits');
export const withoutSubscription = refuse(403, {}, 'You have no subscription');

/** A Retry-After that names a time two seconds from now. */
export function inTwoSeconds({ host }: Exchange): OutgoingHttpHeaders {
	return { 'retry-after': new Date(host.now() + 2000).toUTCString() };
}

const PAGE = '<!DOCTYPE html><html><body><h1>Something else</h1></body></html>';

/** The page of a proxy, or of no API at all. */
export function webPage(status: number): Handler {
	return async (exchange) => {
		await exchange.generation();
		exchange.send(status, PAGE, { 'content-type': 'text/html; charset=utf-8' });
	};
}

/** Does what it is asked, and answers with what is not quite JSON. */
export function garbled(spoil: (answer: string) => string): Handler {
	return async (exchange) => {
		exchange.send(exchange.goodStatus, spoil(await exchange.goodAnswer()));
	};
}

export const malformed = garbled((answer) => answer.replaceAll('"', "'"));
export const truncated = garbled((answer) => answer.slice(0, answer.length / 2));
export const empty = garbled(() => '');

/** Leads to another origin, which must not be shown the key. */
export const redirect: Handler = (exchange) => {
	exchange.send(307, '', { location: exchange.host.elsewhere });
};

// Downloads

const HALF = FILM.subarray(0, FILM.length / 2);
const VIDEO: OutgoingHttpHeaders = { 'content-type': 'video/mp4', 'content-length': FILM.length };

/** Breaks the connection in the middle of the film. */
export const resetMidway: Handler = ({ request, response }) => {
	response.writeHead(200, VIDEO);
	response.write(HALF, () => request.socket.resetAndDestroy());
};

/** Ends in good order, but in the middle of the film. */
export const endMidway: Handler = ({ request, response }) => {
	response.writeHead(200, VIDEO);
	response.write(HALF, () => request.socket.end());
};

/** Stops sending in the middle of the film, and keeps the connection. */
export const stallMidway: Handler = ({ response }) => {
	response.writeHead(200, VIDEO).write(HALF);
};

/** Sends the film in so many pieces, with so many milliseconds before each. */
export function inPieces(pieces: number, milliseconds: number): Handler {
	return async ({ response }) => {
		response.writeHead(200, VIDEO);
		const size = Math.ceil(FILM.length / pieces);
		for (let start = 0; start < FILM.length && !response.destroyed; start += size) {
			await pause(milliseconds);
			response.write(FILM.subarray(start, start + size));
		}
		response.end();
	};
}

/** The links given so far have expired: only one that the next look gives will do. */
export const expiredLink: Handler = async (exchange) => {
	const { searchParams } = new URL(exchange.request.url ?? '', exchange.host.elsewhere);
	await (searchParams.get('link') === '1' ? refuse(403)(exchange) : behave(exchange));
};

/** Something else instead of a video, with a good status. */
export function somethingElse(contentType: string, body: string | Buffer): Handler {
	return (exchange) => {
		exchange.send(200, body, { 'content-type': contentType });
	};
}

export const signInPage = somethingElse('text/html; charset=utf-8', PAGE);
export const picture = somethingElse(
	'image/png',
	Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
);
