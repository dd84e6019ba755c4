import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import { afterEach, expect, it, jest } from '@jest/globals';

import { startSandbox } from '../../sandbox/server';

jest.setTimeout(30_000);

const processes: ChildProcess[] = [];

/** Runs the sandbox as its npm script does. */
function run(...args: string[]) {
	const root = join(__dirname, '../..');
	const cli = spawn(process.execPath, ['--import', 'tsx', 'sandbox/cli.ts', ...args], {
		cwd: root,
	});
	processes.push(cli);
	const stderr = text(cli.stderr);
	const lines = createInterface(cli.stdout)[Symbol.asyncIterator]();
	return {
		cli,
		/** What the pattern finds in the output that has not been read yet. */
		printed: async (pattern: RegExp): Promise<string> => {
			for (;;) {
				const line = await lines.next();
				if (line.done) throw new Error(`It ended without printing ${String(pattern)}`);
				const found = pattern.exec(line.value);
				if (found) return found[0];
			}
		},
		ended: async () => {
			const [code] = (await once(cli, 'close')) as [number | null];
			return { code, stderr: await stderr };
		},
	};
}

afterEach(() => {
	for (const cli of processes.splice(0)) cli.kill('SIGKILL');
});

it('tells the address and the keys, prints a line per request, and ends when asked to', async () => {
	const { cli, printed, ended } = run('--port', '0');
	const url = await printed(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
	await printed(/sandbox-key .*works/);

	await fetch(`${url}/v2/video/generations`, {
		method: 'POST',
		headers: { authorization: 'Bearer sandbox-key', 'content-type': 'application/json' },
		body: JSON.stringify({ model: 'alibaba/wan-2-6-t2v', prompt: 'A fox [fail]', colour: 'red' }),
	});
	await printed(/201 {2}POST {2}\/v2\/video\/generations {2}“A fox \[fail\]” {2}ignored: colour$/);

	cli.kill('SIGTERM');
	expect(await ended()).toEqual({ code: 0, stderr: '' });
});

it('refuses unknown fields when it is to be strict', async () => {
	const { printed } = run('--port', '0', '--strict');
	const url = await printed(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
	const { status } = await fetch(`${url}/v2/video/generations`, {
		method: 'POST',
		headers: { authorization: 'Bearer sandbox-key', 'content-type': 'application/json' },
		body: JSON.stringify({ model: 'alibaba/wan-2-6-t2v', prompt: 'A fox [fail]', colour: 'red' }),
	});
	expect(status).toBe(400);
});

it('tells the seed of its oddities, so that they can be had again', async () => {
	const { printed } = run('--port', '0', '--quirks');
	expect(await printed(/--quirks \d+/)).toMatch(/\d/);
	await run('--port', '0', '--quirks', 'a fox').printed(/--quirks a fox/);
});

it('wants a certificate and its key together', async () => {
	expect(await run('--cert', 'certificate.pem').ended()).toEqual({
		code: 1,
		stderr: '--cert and --key go together.\n',
	});
});

it('prints nothing about requests when it is to be quiet', async () => {
	const { cli, printed } = run('--port', '0', '--quiet');
	const url = await printed(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
	await fetch(`${url}/v2/billing`);
	cli.kill('SIGTERM');
	await expect(printed(/v2\/billing/)).rejects.toThrow('It ended without printing');
});

it('says in a sentence that the port is in use', async () => {
	const sandbox = await startSandbox();
	const { port } = new URL(sandbox.url);
	expect(await run('--port', port).ended()).toEqual({
		code: 1,
		stderr: `Port ${port} is in use. Stop what is using it, or choose another with --port.\n`,
	});
	await sandbox.close();
});

it('refuses a number that is none', async () => {
	expect(await run('--seconds', 'soon').ended()).toEqual({
		code: 1,
		stderr: '"soon" is not a number of 0 or more.\n',
	});
});
