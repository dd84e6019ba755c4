import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';

import type { ExecutionResult } from '../../tools/engine';
import type { Handler } from './exchange';
import { failed, first, refuse, running } from './faults';
import { Lab, until } from './lab';
import type { Script } from './misbehavingProvider';
import { KEY, PROVIDERS, type Wish } from './workflow';

jest.setTimeout(30_000);

const talkative = `The key ${KEY} is out of favour`;

/** Names the call by the key. */
function refuseCall(status: number): Handler {
	return refuse(status, ({ dialect }) => ({ [dialect.callIdHeader]: `call-of-${KEY}` }));
}

/** Puts the key into the link to the video. */
const keyInLink: Handler = async (exchange) => {
	const link = exchange.host.linkTo(await exchange.generation());
	await exchange.tell({ status: 'completed', url: `${link}&key=${KEY}` });
};

/** The key as JSON may have it. */
const escapedKey = Array.from(
	KEY,
	(one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
).join('');

/** Says no, in a body with the key where it says KEY, as only a parser sees it. */
function escaped(status: number, body: string): Handler {
	return (exchange) => {
		exchange.send(status, body.replaceAll('KEY', escapedKey));
	};
}

const keyAsStatus: Handler = async (exchange) => {
	await exchange.tell({ status: KEY });
};

/** A good report, with a field more. */
const escapedInReport: Handler = async (exchange) => {
	const answer = await exchange.goodAnswer();
	const generation = await exchange.generation();
	generation.isTold = true;
	exchange.send(200, answer.replace('{', `{"${escapedKey}":"${escapedKey}",`));
};

/** Ways of a provider to repeat the key in its answers. */
const WAYS: Array<[string, Script, Wish?]> = [
	['in a refusal', { create: refuse(401, {}, talkative) }],
	['in a refusal of a look-up', { fetch: refuse(401, {}, talkative) }],
	['in an error that stays until the timeout', { fetch: refuse(500, {}, talkative) }],
	[
		'in a refusal, escaped',
		{ create: escaped(400, '{"message": "KEY is bad", "detail": "KEY is bad"}') },
	],
	['in a refusal that is no JSON', { create: escaped(400, `The key ${KEY} is bad`) }],
	['as the name of a refused call', { create: refuseCall(400) }],
	['as the name of a call that may have succeeded', { create: refuseCall(500) }],
	['as the name of a refused look-up', { fetch: refuseCall(401) }],
	['as the reason of a failure', { fetch: failed(talkative) }],
	['as a status', { fetch: keyAsStatus }],
	['in the link to the video', { fetch: keyInLink }],
	[
		'in an answer that is not simplified',
		{ fetch: keyInLink },
		{ parameters: { simplify: false } },
	],
	[
		'in an answer that is not simplified, escaped',
		{ fetch: escapedInReport },
		{ parameters: { simplify: false, downloadVideo: false } },
	],
];

describe.each(PROVIDERS)('a key that the provider repeats (%s)', (provider) => {
	describe.each(WAYS)('%s', (_, script, wish = {}) => {
		let lab: Lab;
		let stopped: ExecutionResult;
		let continued: ExecutionResult;

		beforeAll(async () => {
			lab = await Lab.open(script);
			const options = { timeout: 1 };
			[stopped, continued] = await Promise.all([
				lab.execute({ provider, options, ...wish }),
				lab.execute({ provider, options, ...wish, settings: { onError: 'continueRegularOutput' } }),
			]);
		});

		afterAll(async () => {
			await lab.close();
		});

		it('is in no error', () => {
			expect(stopped.saved.data).not.toContain(KEY);
		});

		it('is in no item', () => {
			expect(continued.saved.data).not.toContain(KEY);
		});

		it('is in no log', () => {
			expect(lab.logged.join('\n')).not.toContain(KEY);
		});

		it('is not sent to the host of the videos', () => {
			expect(JSON.stringify(lab.server.requests('download'))).not.toContain(KEY);
		});
	});
});

describe('the key', () => {
	let lab: Lab;

	afterEach(async () => {
		await lab.close();
	});

	it('is sent with every request to the provider', async () => {
		lab = await Lab.open({ fetch: first(2, running) });
		await lab.execute();
		const shown = [...lab.server.requests('create'), ...lab.server.requests('fetch')].map(
			({ headers }) => headers.authorization,
		);
		expect(shown).toEqual(Array.from({ length: 4 }, () => `Bearer ${KEY}`));
	});

	it('is not in the log of a stopped execution', async () => {
		lab = await Lab.open({ fetch: running });
		const execution = lab.begin();
		await until(() => lab.server.count('fetch') > 0);
		execution.cancel();
		await execution.done;
		expect(lab.logged.join('\n')).not.toContain(KEY);
	});
});
