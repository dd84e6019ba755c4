import { describe, expect, it } from '@jest/globals';

import {
	baseUrl,
	REGIONS,
	regionOf,
	WITH_WORKSPACE_ONLY,
} from '../../../nodes/WanVideo/providers/alibabaCloud/regions';
import { Problem } from '../../../nodes/WanVideo/problem';

/** What a user is told of a credential that leads nowhere. */
function problemWith(credential: Parameters<typeof baseUrl>[0]): Problem {
	try {
		baseUrl(credential);
	} catch (error) {
		if (error instanceof Problem) return error;
	}
	throw new Error('There is no problem');
}

const workspace = 'https://ws-1a2b.ap-southeast-1.maas.aliyuncs.com';

describe('the base URL of an Alibaba Cloud credential', () => {
	it.each([
		['singapore', 'https://dashscope-intl.aliyuncs.com'],
		['beijing', 'https://dashscope.aliyuncs.com'],
		['virginia', 'https://dashscope-us.aliyuncs.com'],
		['hongKong', 'https://cn-hongkong.dashscope.aliyuncs.com'],
	])('is the one that the region’s workspaces share: %s', (region, url) => {
		expect(baseUrl({ region })).toBe(url);
		expect(baseUrl({ region, workspaceId: '  ' })).toBe(url);
	});

	it.each([
		['singapore', 'https://llm-x1.ap-southeast-1.maas.aliyuncs.com'],
		['beijing', 'https://llm-x1.cn-beijing.maas.aliyuncs.com'],
		['virginia', 'https://llm-x1.us-east-1.maas.aliyuncs.com'],
		['hongKong', 'https://llm-x1.cn-hongkong.maas.aliyuncs.com'],
		['frankfurt', 'https://llm-x1.eu-central-1.maas.aliyuncs.com'],
		['tokyo', 'https://llm-x1.ap-northeast-1.maas.aliyuncs.com'],
	])('is the workspace’s own when its ID is there: %s', (region, url) => {
		expect(baseUrl({ region, workspaceId: 'llm-x1' })).toBe(url);
	});

	it.each([
		' ws-1a2b\n',
		'WS-1A2B',
		'ws-1a2b.ap-southeast-1.maas.aliyuncs.com',
		workspace,
		`${workspace}/`,
		` ${workspace}/api/v1 `,
		`${workspace}/compatible-mode/v1`,
		'http://ws-1a2b.ap-southeast-1.maas.aliyuncs.com',
	])('is found in what was pasted as the workspace’s ID: %j', (workspaceId) => {
		expect(baseUrl({ region: 'singapore', workspaceId })).toBe(workspace);
	});

	it.each([
		'evil.example.com',
		'evil.example.com/',
		'evil.example.com#',
		'evil.example.com?x=',
		'https://evil.example.com/ws.ap-southeast-1.maas.aliyuncs.com',
		'ws.ap-southeast-1.maas.aliyuncs.com.example.com',
		'ws.ap-southeast-1.maas.aliyuncs.com@example.com',
		'evil?',
		'evil#',
		'evil\\',
		'me@evil',
		'me:secret@evil',
		'evil:443',
		'ws 1',
		'-ws',
		'ws-',
		'wörk',
		'a'.repeat(64),
	])('is none when the workspace’s ID would lead elsewhere: %s', (workspaceId) => {
		const { kind, message, details } = problemWith({ region: 'singapore', workspaceId });
		expect([kind, message]).toEqual([
			'credential',
			'The workspace ID holds what no workspace ID has',
		]);
		expect(details.description).toMatch(/^Open the Alibaba Cloud credential and /);
	});

	it('is never another host than Alibaba Cloud’s', () => {
		for (const region of Object.keys(REGIONS)) {
			const { hostname } = new URL(baseUrl({ region, workspaceId: 'a/../b' }));
			expect(hostname).toMatch(/^a\.[\w-]+\.maas\.aliyuncs\.com$/);
		}
	});

	it.each(WITH_WORKSPACE_ONLY)('takes the workspace’s ID in %s', (region) => {
		expect(problemWith({ region })).toMatchObject({
			kind: 'credential',
			message: `The workspace ID is empty: in ${REGIONS[region].name} each workspace has an address of its own`,
		});
	});

	it('is of one region with the workspace', () => {
		expect(problemWith({ region: 'tokyo', workspaceId: workspace }).message).toBe(
			"The workspace is in Singapore, but the credential's region is Japan (Tokyo)",
		);
		const elsewhere = 'ws-1.mars-1.maas.aliyuncs.com';
		expect(problemWith({ region: 'tokyo', workspaceId: elsewhere }).message).toBe(
			"The workspace is in mars-1, but the credential's region is Japan (Tokyo)",
		);
	});

	it.each(['https://proxy.example.com', 'http://127.0.0.1:8080/wan'])(
		'is one’s own, without the path that requests begin with: %s',
		(own) => {
			for (const end of ['', '/', '//', '/api/v1', '/api/v1/', '/compatible-mode/v1', ' \n']) {
				const credential = { region: 'custom', baseUrl: own + end, workspaceId: 'left-over' };
				expect(baseUrl(credential)).toBe(own);
			}
		},
	);

	it.each(['', 'mars', 'toString'])('needs a region that there is: %s', (region) => {
		const words = `The region "${region}" is none of Alibaba Cloud's`;
		expect(problemWith({ region }).message).toBe(words);
		expect(problemWith({}).message).toBe(`The region "" is none of Alibaba Cloud's`);
	});
});

describe('the region of an Alibaba Cloud credential', () => {
	it('is known, also where the address is not', () => {
		expect(Object.keys(REGIONS).map((region) => regionOf({ region }))).toEqual(
			Object.keys(REGIONS),
		);
	});

	it.each(['custom', 'mars', 'toString', ''])('is not known with %s', (region) => {
		expect(regionOf({ region })).toBeUndefined();
	});
});
