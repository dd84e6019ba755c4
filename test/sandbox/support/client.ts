import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from '@jest/globals';
import { OpenAPIBackend, type Document } from 'openapi-backend';
import { parse } from 'yaml';

import { addMediaFormats } from '../../../sandbox/contracts/mediaFormats';
import { replicate } from '../../../sandbox/providers/replicate/provider';
import type { Sandbox } from '../../../sandbox/server';

export interface Reply<Body> {
	status: number;
	headers: Headers;
	body: Body;
}

export interface AimlApiGeneration {
	id: string;
	status: string;
	video: { url: string } | null;
	error: { name: string; message: string } | null;
	meta: { usage: { credits_used: number; usd_spent: number } } | null;
}

export interface MuleRouterTask {
	task_info: {
		id: string;
		status: string;
		created_at: string;
		updated_at: string;
		error?: { code: number; title: string; detail: string };
	};
	videos?: string[];
}

const contracts = {
	aimlApi: enact('aimlApi.yaml'),
	alibabaCloud: enact('alibabaCloud.yaml'),
	fal: enact('fal.yaml'),
	muleRouter: enact('muleRouter.yaml'),
	replicate: enact('replicate.yaml'),
};

/** A client of all providers. It checks every answer against the provider's contract. */
export class Client {
	constructor(
		readonly sandbox: Sandbox,
		private readonly key = 'sandbox-key',
		/** Sent with every request. */
		private readonly headers: Record<string, string> = {},
		/** What stands before the key. */
		private readonly scheme: 'Bearer' | 'Key' = 'Bearer',
	) {}

	async post<Body = unknown>(path: string, body: unknown): Promise<Reply<Body>> {
		return await this.send('POST', path, typeof body === 'string' ? body : JSON.stringify(body));
	}

	async get<Body = unknown>(path: string): Promise<Reply<Body>> {
		return await this.send('GET', path);
	}

	/** Creates through AI/ML API, waits to the end and answers with what was fetched last. */
	async generate(body: object, path = '/v2/video/generations'): Promise<AimlApiGeneration> {
		const { body: created } = await this.post<AimlApiGeneration>(path, body);
		return await this.fetchUntilDone(
			`${path}?generation_id=${encodeURIComponent(created.id)}`,
			(generation: AimlApiGeneration) => generation.video ?? generation.error,
		);
	}

	/** Creates through MuleRouter, waits to the end and answers with what was fetched last. */
	async runTask(model: string, body: object, vendor = 'alibaba'): Promise<MuleRouterTask> {
		const path = `/vendors/${vendor}/v1/${model}/generation`;
		const { body: created } = await this.post<MuleRouterTask>(path, body);
		return await this.fetchUntilDone(
			`${path}/${created.task_info.id}`,
			(task: MuleRouterTask) => task.videos ?? task.task_info.error,
		);
	}

	/** Fetches until `done` finds something; jest's own time limit ends a wait in vain. */
	async fetchUntilDone<Body>(path: string, done: (body: Body) => unknown): Promise<Body> {
		for (;;) {
			const { body } = await this.get<Body>(path);
			if (done(body)) return body;
			await pause(50);
		}
	}

	async put<Body = unknown>(path: string): Promise<Reply<Body>> {
		return await this.send('PUT', path);
	}

	private async send<Body>(method: string, path: string, json?: string): Promise<Reply<Body>> {
		const response = await fetch(this.sandbox.url + path, {
			method,
			headers: {
				...(this.key !== '' && { authorization: `${this.scheme} ${this.key}` }),
				...this.headers,
				...(json !== undefined && { 'content-type': 'application/json' }),
			},
			...(json !== undefined && { body: json }),
		});
		const body = (await response.json()) as Body;
		expectContractKept(await this.contractOf(path), method, path, response, body);
		return { status: response.status, headers: response.headers, body };
	}

	private async contractOf(path: string): Promise<OpenAPIBackend> {
		if (this.scheme === 'Key') return await contracts.fal;
		if (path.startsWith('/vendors/')) return await contracts.muleRouter;
		if (replicate.owns(path)) return await contracts.replicate;
		return await (path.startsWith('/api/v1/') ? contracts.alibabaCloud : contracts.aimlApi);
	}
}

function expectContractKept(
	{ router, validator }: OpenAPIBackend,
	method: string,
	path: string,
	{ status, headers }: Response,
	body: unknown,
) {
	const operation = router.matchOperation({ method, path, headers: {} });
	if (!operation) return;
	expect(Object.keys(operation.responses ?? {})).toContain(String(status));
	expect(validator.validateResponse(body, operation, status).errors).toBeNull();
	expect(
		validator.validateResponseHeaders(Object.fromEntries(headers), operation, {
			statusCode: status,
		}).errors,
	).toBeNull();
}

async function enact(fileName: string): Promise<OpenAPIBackend> {
	const path = join(__dirname, '../../../sandbox/contracts', fileName);
	const definition = parse(readFileSync(path, 'utf8'), { merge: true }) as Document;
	return await new OpenAPIBackend({
		definition,
		quick: true,
		ajvOpts: { discriminator: true },
		customizeAjv: addMediaFormats,
	}).init();
}
