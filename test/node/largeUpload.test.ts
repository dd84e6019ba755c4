import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { scriptedNode } from '../engine/scriptedNode';
import { encodedVideo } from '../support/mediaFiles';
import { jsonOf, startWorkbench, type Workbench } from '../support/workbench';

const MEGABYTE = 1024 * 1024;
/** Bytes of pictures that no one plays: an encoder would take its time for a film of this size. */
const FILLING = 150 * MEGABYTE;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use, in this process: n8n's engine, the node and the provider. */
function memoryInUse(): number {
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** The clip, and behind it a box of pictures. */
function* film(clip: Buffer): Generator<Buffer> {
	const header = Buffer.alloc(8);
	header.writeUInt32BE(FILLING);
	header.write('mdat', 4, 'latin1');
	yield Buffer.concat([clip, header]);
	for (let written = 8; written < FILLING; written += MEGABYTE) {
		yield Buffer.alloc(Math.min(MEGABYTE, FILLING - written));
	}
}

let provider: Server;
let bench: Workbench;
let uploaded: number;
/** Bytes, on the way. */
let inUse: number[];
let measuring: NodeJS.Timeout;

beforeEach(async () => {
	uploaded = 0;
	inUse = [];
	// Unlike the sandbox, it keeps nothing of what it is sent.
	provider = createServer((request, response) => {
		const { port } = provider.address() as AddressInfo;
		const isUpload = request.url === '/storage';
		let length = 0;
		request.on('data', (chunk: Buffer) => {
			const before = Math.floor(length / (10 * MEGABYTE));
			length += chunk.length;
			if (isUpload && Math.floor(length / (10 * MEGABYTE)) > before) inUse.push(memoryInUse());
		});
		request.once('end', () => {
			if (isUpload) uploaded = length;
			const upload_host = `http://127.0.0.1:${port}/storage`;
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({
					output: { task_id: 'task-1', task_status: 'PENDING' },
					data: { upload_host, upload_dir: 'here', policy: 'p', signature: 's' },
				}),
			);
		});
	});
	provider.listen(0, '127.0.0.1');
	await once(provider, 'listening');
	const clip = await encodedVideo('mp4', { size: '640x480' });
	bench = await startWorkbench({
		binaryData: 'filesystem',
		addresses: { here: `http://127.0.0.1:${(provider.address() as AddressInfo).port}` },
		nodeTypes: {
			'test.film': scriptedNode(async ({ helpers }) => {
				const data = await helpers.prepareBinaryData(Readable.from(film(clip)), 'film.mp4');
				measuring = setInterval(() => inUse.push(memoryInUse()), 1000);
				inUse.push(memoryInUse());
				return [{ json: {}, binary: { data } }];
			}),
		},
	});
});

afterEach(async () => {
	clearInterval(measuring);
	await bench.stop();
	provider.closeAllConnections();
	provider.close();
});

it('a large video comes by without ever being held whole', async () => {
	const result = await bench.run(
		{
			provider: 'alibabaCloud',
			operation: 'animate',
			model: 'wan2.2-animate-move',
			imageUrl: 'https://example.com/fox.png',
			videoSource: 'binary',
			waitForCompletion: false,
		},
		{ credential: 'here', before: [{ name: 'Film', type: 'test.film' }] },
	);
	expect(result.error?.message).toBeUndefined();
	expect(jsonOf(result)).toMatchObject([{ id: 'task-1' }]);
	expect(uploaded).toBeGreaterThan(FILLING);
	const [before = 0] = inUse;
	expect(inUse.length).toBeGreaterThan(10);
	expect((Math.max(...inUse) - before) / FILLING).toBeLessThan(1 / 3);
}, 120_000);
