import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { bmp } from '../support/mediaFiles';
import { items, NODE, pictureToFile, startWorkbench, type Workbench } from '../support/workbench';

/** 8 MB, and a third more as Base64. */
const PICTURE = bmp({ width: 1632, height: 1632 });
const COUNT = 24;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use, in this process: n8n's engine, the node and the provider. */
function memoryInUse(): number {
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

let provider: Server;
let bench: Workbench;
/** At each create. */
let inUse: number[];

beforeEach(async () => {
	inUse = [];
	// Unlike the sandbox, it keeps nothing of what it is sent.
	provider = createServer((request, response) => {
		request.resume().once('end', () => {
			if (request.method === 'POST') inUse.push(memoryInUse());
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ id: `generation-${inUse.length}`, status: 'queued' }));
		});
	});
	provider.listen(0, '127.0.0.1');
	await once(provider, 'listening');
	const { port } = provider.address() as AddressInfo;
	bench = await startWorkbench({
		binaryData: 'filesystem',
		addresses: { here: `http://127.0.0.1:${port}` },
	});
});

afterEach(async () => {
	await bench.stop();
	provider.closeAllConnections();
	provider.close();
});

it('a batch of large pictures takes the memory of those that are being sent, not of all', async () => {
	const picture = PICTURE.toString('base64');
	const before = memoryInUse();
	const result = await bench.run(
		{
			provider: 'aimlApi',
			operation: 'imageToVideo',
			model: 'alibaba/wan-2-7-i2v',
			prompt: 'The boat sails away',
			imageSource: 'binary',
			waitForCompletion: false,
			options: { maxConcurrency: 1 },
		},
		{
			credential: 'here',
			input: items(...Array.from({ length: COUNT }, () => ({ picture }))),
			before: [pictureToFile('boat.bmp', 'image/bmp')],
		},
	);
	expect(result.error?.message).toBeUndefined();
	expect(result.output(NODE)).toHaveLength(COUNT);
	expect(inUse).toHaveLength(COUNT);
	// One is held several times on its way: as a file, as Base64, as a request, as what is being sent.
	const pictures = (Math.max(...inUse) - before) / PICTURE.length;
	expect(pictures).toBeLessThan(COUNT / 2);
}, 120_000);
