import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import type { NodeSketch } from '../../tools/engine/workflowJson';
import { n8nLines } from '../../tools/n8n/versions';
import type { Handler } from '../faults/exchange';
import { behave, first, refuse, resetRead } from '../faults/faults';
import { MisbehavingProvider } from '../faults/misbehavingProvider';
import { startN8n } from './support/n8n';
import { Started } from './support/Started';
import {
	FROM_CALLER,
	startToolUsers,
	TOOL,
	TOOL_USERS,
	type ToolUser,
	type ToolUserName,
} from './support/toolUsers';
import { connectTo, type Credentials, WAN_VIDEO, wanVideo } from './support/workflow';

const UNCERTAIN = /may exist and may be charged/;

/** The key is taken for a wrong one, then the request for a bad one. */
const twoRefusals: Handler = async (exchange) => {
	const [fault] = [refuse(401), refuse(400)].slice(exchange.nth - 1);
	await (fault ?? behave)(exchange);
};

describe.each(n8nLines)('In n8n %s', (line) => {
	const started = new Started();
	let provider: MisbehavingProvider;
	let credentials: Credentials;
	let users: Record<ToolUserName, ToolUser>;
	let connect: (url: string) => Promise<Credentials>;

	beforeAll(async () => {
		const { api } = await startN8n(started, { name: `tool-${line}`, line });
		users = await startToolUsers(started, api);
		connect = async (url) => await connectTo(api, url);
	});

	beforeEach(async () => {
		provider = await MisbehavingProvider.start();
		credentials = await connect(provider.url);
	});

	afterEach(() => {
		provider.stop();
	});

	afterAll(async () => {
		await started.end();
	});

	/** The node as a tool that is tried three times. */
	function tool(parameters: INodeParameters = {}): NodeSketch {
		return wanVideo(
			credentials,
			{ prompt: FROM_CALLER, ...parameters },
			{
				name: TOOL,
				type: `${WAN_VIDEO}Tool`,
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 100,
			},
		);
	}

	/** The ids of all generations, in the order they were created in. */
	const ids = () => provider.generations.all.map(({ id }) => id);

	describe.each(TOOL_USERS)('as a tool of %s', (name) => {
		it('goes on with its generation when Retry On Fail runs it again', async () => {
			provider.script.fetch = twoRefusals;
			const { answers } = await users[name].use(tool());
			expect(provider.count('create')).toBe(1);
			expect(answers).toHaveLength(1);
			expect(answers[0]).toContain(ids()[0]);
			expect(answers[0]).toContain('"status":"completed"');
		});

		it('does not send a create again that may have succeeded, and says so', async () => {
			provider.script.create = first(9, resetRead);
			const { errors } = await users[name].use(tool());
			expect(errors).not.toEqual([]);
			for (const error of errors) expect(error).toMatch(UNCERTAIN);
			expect(provider.count('create')).toBe(1);
		});

		it('makes a second video when it is asked for one in the same words', async () => {
			provider.script.fetch = first(1, refuse(401));
			const { answers } = await users[name].use(tool(), { times: 2 });
			expect(answers).toHaveLength(2);
			expect(provider.count('create')).toBe(2);
			expect(answers[0]).toContain(ids()[0]);
			expect(answers[1]).toContain(ids()[1]);
		});

		it('makes two videos when it is asked for two at once, though both fail at first', async () => {
			provider.script.fetch = first(2, refuse(401));
			const { answers } = await users[name].use(tool(), { times: 2, atOnce: true });
			expect(answers).toHaveLength(2);
			expect(provider.count('create')).toBe(2);
			for (const id of ids())
				expect(answers.filter((answer) => answer.includes(id))).toHaveLength(1);
		});

		it('gives the link, and downloads the video only if it is told to', async () => {
			const { answers } = await users[name].use(tool());
			expect(answers[0]).toMatch(/"videoUrl":"http/);
			expect(provider.count('download')).toBe(0);
			await users[name].use(tool({ downloadVideo: true }));
			expect(provider.count('download')).toBe(1);
		});
	});

	/** Those in which one execution goes on after the tool has failed for good. */
	const patient: ToolUserName[] = ['an agent of version 1', 'an agent of version 2'];

	describe.each(patient)('as a tool of %s that asks again after a failure', (name) => {
		it('goes on with the generation that was not handed on', async () => {
			provider.script.fetch = first(3, refuse(401));
			const { answers, errors } = await users[name].use(tool(), { times: 2 });
			expect(errors).toEqual(Array(3).fill(expect.stringContaining('rejected the API key')));
			expect(answers[1]).toContain(ids()[0]);
			expect(provider.count('create')).toBe(1);
		});

		it('does not send what may have been created already', async () => {
			provider.script.create = first(9, resetRead);
			const { errors } = await users[name].use(tool(), { times: 2 });
			expect(errors).toEqual(Array(6).fill(expect.stringMatching(UNCERTAIN)));
			expect(provider.count('create')).toBe(1);
		});
	});
});
