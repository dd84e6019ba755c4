import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pLimit from 'p-limit';

import { providerNamed } from '../support/providers';
import { Engine } from '../../tools/engine';
import { recogniseErrorsOfNode } from './errorsOfNode';
import type { Kind } from './exchange';
import { FILM } from './film';
import { hurriedWanVideo, nodeTime } from './hurry';
import { type Fault, MATRIX, repetition } from './matrix';
import { MisbehavingProvider } from './misbehavingProvider';
import { type Play, playsOf } from './play';
import { credentialsFor, KEY, PROVIDERS, WAN_VIDEO } from './workflow';

const TITLES: Record<Kind, string> = {
	create: 'while a generation is created',
	fetch: 'while a generation is waited for',
	download: 'while a video is downloaded',
};

/** Enough to hide the waits, and not so many that they wait for the processor. */
const AT_ONCE = 12;

/**
 * Defines the tests of some of the matrix's rows. All are played side by side before the first test.
 *
 * @param speed how many times as fast the node's clock runs
 * @param patience how many times as fast the node's requests run into their timeouts
 */
export function testMatrix(
	isWanted: (fault: Fault) => boolean,
	{ speed, patience }: { speed: number; patience?: number },
): void {
	const kinds = Object.entries(MATRIX) as Array<[Kind, Fault[]]>;
	const plays: Play[] = [];
	let engine: Engine;

	beforeAll(async () => {
		recogniseErrorsOfNode();
		for (const play of plays) {
			play.server = await MisbehavingProvider.start(play.fault.script(play.requests), nodeTime);
		}
		engine = await Engine.start({
			credentials: credentialsFor(plays.map(({ server }) => server)),
			nodeTypes: { [WAN_VIDEO]: hurriedWanVideo(speed, patience) },
		});
		const limit = pLimit(AT_ONCE);
		for (const play of plays) play.result = limit(async () => await play.run(engine));
	});

	afterAll(async () => {
		await engine.stop();
		for (const { server } of plays) server.stop();
		jest.restoreAllMocks();
	});

	for (const [kind, faults] of kinds) {
		describe(TITLES[kind], () => {
			for (const fault of faults.filter(isWanted)) {
				describe(fault.what, () => {
					for (const provider of fault.providers ?? PROVIDERS) {
						describe(`with ${providerNamed(provider).label}`, () => {
							for (const play of playsOf(kind, fault, provider)) {
								plays.push(play);
								if (play.stays) testHarm(play);
								else testNoHarm(play);
								testSecrecy(play);
							}
						});
					}
				});
			}
		});
	}
}

/** What holds when the fault passes, or when there is no harm in it. */
function testNoHarm(play: Play): void {
	it('delivers the video', async () => {
		const result = await play.result;
		expect(result.error?.message).toBeUndefined();
		const [item] = result.output('Wan Video');
		expect(item?.json['status']).toBe('completed');
		expect(Buffer.from(item?.binary?.['data']?.data ?? '', 'base64').equals(FILM)).toBe(true);
	});

	it('has created one generation', async () => {
		await play.result;
		expect(play.server.generations.all).toHaveLength(1);
	});

	it('puts out its id', async () => {
		const [item] = (await play.result).output('Wan Video');
		expect([item?.json['id']]).toEqual(play.server.toldIds);
	});
}

/** What holds when the fault stays. */
function testHarm(play: Play): void {
	const { fault, kind, tries } = play;

	it('says what is wrong', async () => {
		const { error } = await play.result;
		expect(error?.message).toBe(play.fillIn(fault.error ?? ''));
		expect(error?.description ?? '').toContain(play.fillIn(fault.cause ?? ''));
	});

	if (kind === 'create' && fault.mayHaveCreated) {
		it('says that it may be charged, and does not create it again in a second try', async () => {
			const { error } = await play.result;
			expect(error?.description).toContain('It is not sent again in this execution');
			expect(play.server.count('create')).toBe(1);
		});
	}
	if (kind === 'create' && !fault.mayHaveCreated) {
		it('has created nothing', async () => {
			await play.result;
			expect(play.server.generations.all).toEqual([]);
		});
	}
	if (kind !== 'create') {
		it('has created one generation, in however many tries', async () => {
			await play.result;
			expect(play.server.count('create')).toBe(1);
		});

		it('keeps the id, and tells it', async () => {
			const result = await play.result;
			const [id] = play.server.toldIds;
			expect(result.error?.description).toContain(id);
			expect(JSON.stringify(result.context('Wan Video'))).toContain(id);
		});
	}
	if (!fault.isUnheard && !fault.mayHaveCreated) {
		it(`sends the request again: ${repetition(fault)}`, async () => {
			await play.result;
			const { repeated } = fault;
			const requests = play.server.count(kind);
			if (repeated === 'never') expect(requests).toBe(tries);
			else if (typeof repeated === 'object') expect(requests).toBe(tries * repeated.times);
			else expect(requests).toBeGreaterThan(tries);
		});
	}
}

function testSecrecy(play: Play): void {
	it(`shows the key to no one${play.stays ? ', and not in the error' : ''}`, async () => {
		const { saved } = await play.result;
		expect(play.server.keysGivenAway).toEqual([]);
		expect(saved.data).not.toContain(KEY);
	});
}
