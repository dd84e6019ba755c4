import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { KEYS } from '../../sandbox/keys';
import { startSandbox } from '../../sandbox/server';
import { repository } from '../../tools/n8n/places';
import { runCommand } from '../../tools/n8n/processes';
import { makeCertificate, type Certificate } from './support/certificate';
import { ensurePinned } from './support/pinned';
import { Started } from './support/Started';

/** Holds the scripts, and what pins the clients they use. */
const CLIENTS = join(repository, 'test/e2e/clients');

const FIELDS = { model: 'alibaba/wan2.5-t2v-preview', prompt: 'A fox', resolution: '480p' };

const started = new Started();
let certificate: Certificate;
/** Base URLs. */
let address: { http: string; https: string };

beforeAll(async () => {
	certificate = await makeCertificate('localhost');
	const [cert, key] = await Promise.all([
		readFile(certificate.file),
		readFile(certificate.keyFile),
	]);
	const [http, https] = await Promise.all([
		startSandbox({ seconds: 1 }),
		startSandbox({ seconds: 1, tls: { cert, key } }),
	]);
	started.atEnd(() => http.close());
	started.atEnd(() => https.close());
	address = { http: http.url, https: https.url };
});

afterAll(async () => {
	await started.end();
});

/** Runs a script that prints a generation, with nothing of its own but its address and key. */
async function run(script: string, args: string[], env: NodeJS.ProcessEnv): Promise<unknown> {
	const printed = await runCommand(process.execPath, [join(CLIENTS, script), ...args], {
		cwd: CLIENTS,
		env: { ...process.env, ...env },
	});
	return JSON.parse(printed) as unknown;
}

const completed = (baseUrl: string) => ({
	status: 'completed',
	video: { url: expect.stringMatching(`^${baseUrl}/files/`) as unknown },
});

it("OpenAI's client, which AI/ML API recommends, gets a video", async () => {
	const fields = JSON.stringify({ ...FIELDS, duration: '5', seconds: 5 });
	const generation = await run('openai.cjs', [fields], {
		NODE_PATH: await ensurePinned(CLIENTS),
		OPENAI_BASE_URL: `${address.http}/v2`,
		OPENAI_API_KEY: KEYS.good,
	});
	expect(generation).toMatchObject(completed(address.http));
});

it("AI/ML API's JavaScript example, which knows only https, gets a video", async () => {
	const fields = JSON.stringify({ ...FIELDS, duration: 5 });
	const generation = await run('documented.cjs', [`${address.https}/v2`, KEYS.good, fields], {
		NODE_EXTRA_CA_CERTS: certificate.file,
	});
	expect(generation).toMatchObject(completed(address.https));
});
