import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { lastLines, runCommand, startGroup } from '../../tools/n8n/processes';

const folder = mkdtempSync(join(tmpdir(), 'processes-'));
const node = process.execPath;
const options = { cwd: folder, env: {} };

afterAll(() => {
	rmSync(folder, { recursive: true });
});

/** A script that starts another, which goes on writing and can only be ended by force. */
const parent = (onSigterm: string) => `
	const script = 'process.on("SIGTERM", () => {}); setInterval(() => console.log("alive"), 20)';
	require('node:child_process').spawn(process.execPath, ['-e', script], { stdio: 'inherit' });
	${onSigterm}
	setInterval(() => {}, 1000);
`;

describe('startGroup', () => {
	it.each([
		['willing', '', 'SIGTERM'],
		['stubborn', 'process.on("SIGTERM", () => {});', 'SIGKILL'],
	])('ends a %s process with its descendants', async (name, onSigterm, summary) => {
		const logFile = join(folder, name);
		const size = () => statSync(logFile).size;
		const group = startGroup(node, ['-e', parent(onSigterm)], { ...options, logFile });
		while (size() === 0) await delay(20);
		await group.stop(300);
		expect(await group.ended).toMatchObject({ summary });
		// An ended descendant may stay in the list of processes, but it writes no more.
		const before = size();
		await delay(200);
		expect(size()).toBe(before);
	});

	it('tells of a program that is not there', async () => {
		const { ended, stop } = startGroup('no-such-program', [], options);
		expect(await ended).toMatchObject({ succeeded: false });
		await stop();
	});
});

describe('runCommand', () => {
	it('gives the output, errors included', async () => {
		const script = 'console.log("one"); console.error("two")';
		const output = await runCommand(node, ['-e', script], options);
		expect(output.trim().split('\n').sort()).toEqual(['one', 'two']);
	});

	it('tells how a command failed', async () => {
		const script = 'console.log("the reason"); process.exitCode = 3';
		const run = runCommand(node, ['-e', script], options);
		await expect(run).rejects.toThrow(/failed \(exit code 3\):\nthe reason/);
	});

	it('ends a command that is no longer wanted', async () => {
		const signal = AbortSignal.timeout(300);
		const begin = Date.now();
		const run = runCommand(node, ['-e', 'setInterval(() => {}, 1000)'], { ...options, signal });
		await expect(run).rejects.toThrow('timeout');
		expect(Date.now() - begin).toBeLessThan(5_000);
	});
});

describe('lastLines', () => {
	it('takes the end of a text', () => {
		expect(lastLines('a\nb\nc\n', 2)).toBe('b\nc');
	});
});
