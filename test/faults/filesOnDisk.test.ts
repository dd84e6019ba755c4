import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';

import type { Handler } from './exchange';
import {
	endMidway,
	expiredLink,
	first,
	inPieces,
	picture,
	refuse,
	resetMidway,
	signInPage,
	somethingElse,
} from './faults';
import { FILM } from './film';
import { Lab, moment, until } from './lab';

jest.setTimeout(30_000);

let lab: Lab;

afterEach(async () => {
	await lab.close();
});

// Most instances of n8n keep files on disk, which takes another way than keeping them in memory.
describe('with n8n’s files on disk', () => {
	it.each([
		['breaks off', first(1, resetMidway)],
		['ends too early', first(1, endMidway)],
		['is refused', first(1, refuse(503))],
		['has an expired link', expiredLink],
		['brings a web page', first(1, signInPage)],
		['brings a picture', first(1, picture)],
		['is slow', inPieces(10, 20)],
	] satisfies Array<[string, Handler]>)(
		'a download that %s gives the whole video',
		async (_, download) => {
			lab = await Lab.open({ download }, { binaryData: 'filesystem' });
			const result = await lab.execute();
			const file = result.output('Wan Video')[0]?.binary?.['data'];
			expect(result.error?.message).toBeUndefined();
			expect(file && FILM.equals(await lab.engine.readBinary(file))).toBe(true);
		},
	);

	it('a video of 20 MB comes out byte for byte', async () => {
		const film = Buffer.concat([FILM, randomBytes(20_000_000)]);
		lab = await Lab.open(
			{ download: somethingElse('video/mp4', film) },
			{ binaryData: 'filesystem' },
		);
		const result = await lab.execute();
		const file = result.output('Wan Video')[0]?.binary?.['data'];
		expect(result.error?.message).toBeUndefined();
		expect(file && film.equals(await lab.engine.readBinary(file))).toBe(true);
	});

	it('stopping an execution ends a download within a second', async () => {
		lab = await Lab.open({ download: inPieces(800, 50) }, { binaryData: 'filesystem' });
		const execution = lab.begin();
		await until(() => lab.server.count('download') === 1);
		await moment(150);
		const start = performance.now();
		execution.cancel();
		await execution.done;
		expect(performance.now() - start).toBeLessThan(1000);
	});
});
