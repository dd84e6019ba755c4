import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { asText } from '../../models/text';
import { Problem } from '../../problem';

// Source: https://www.alibabacloud.com/help/en/model-studio/base-url and …/regions

/** Where Alibaba Cloud runs models: each region has keys, models and hosts of its own. */
interface Region {
	/** As the form, the errors and Alibaba Cloud's console have it. */
	name: string;
	/** As Alibaba Cloud's hosts have it. */
	id: string;
	/** Serves every workspace of the region; absent where each has its own host only. */
	sharedHost?: string;
}

/** By the values that credentials store, and that `Model.regions` has. */
export const REGIONS = {
	beijing: { name: 'China (Beijing)', id: 'cn-beijing', sharedHost: 'dashscope.aliyuncs.com' },
	hongKong: {
		name: 'China (Hong Kong)',
		id: 'cn-hongkong',
		sharedHost: 'cn-hongkong.dashscope.aliyuncs.com',
	},
	frankfurt: { name: 'Germany (Frankfurt)', id: 'eu-central-1' },
	tokyo: { name: 'Japan (Tokyo)', id: 'ap-northeast-1' },
	singapore: {
		name: 'Singapore',
		id: 'ap-southeast-1',
		sharedHost: 'dashscope-intl.aliyuncs.com',
	},
	virginia: { name: 'US (Virginia)', id: 'us-east-1', sharedHost: 'dashscope-us.aliyuncs.com' },
} as const satisfies Record<string, Region>;

export type RegionName = keyof typeof REGIONS;

/** The value of a credential with an address of one's own. */
export const CUSTOM = 'custom';

const ALL = Object.entries(REGIONS) as Array<[RegionName, Region]>;

/** What they are called: see `Provider.regions`. */
export const regions: Readonly<Partial<Record<string, string>>> = Object.fromEntries(
	ALL.map(([value, { name }]) => [value, name]),
);

/** The regions that a credential has no address for without the workspace's ID. */
export const WITH_WORKSPACE_ONLY = ALL.filter(([, { sharedHost }]) => !sharedHost).map(
	([value]) => value,
);

const WORKSPACES = 'maas.aliyuncs.com';

/**
 * A workspace's ID, alone or in its host or URL, as the console shows it: `ws-1a2b`,
 * `https://ws-1a2b.ap-southeast-1.maas.aliyuncs.com/api/v1`. It becomes a part of a host name, so nothing else may be in it.
 */
const WORKSPACE =
	/^(?:https?:\/\/)?([a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)(?:\.([a-z\d-]+)\.maas\.aliyuncs\.com)?(?:\/.*)?$/i;

/** What the requests' paths begin with, and what the documentation's addresses end with. */
const API_PATH = /(?:\/+(?:api|compatible-mode)\/v1)?\/*$/;

/** The region of a credential, or undefined where the address does not tell. */
export function regionOf({ region }: ICredentialDataDecryptedObject): RegionName | undefined {
	return ALL.find(([value]) => value === region)?.[0];
}

/**
 * The address that a credential leads to, without `/api/v1`: the region's shared host, or the workspace's own one when
 * its ID is given.
 *
 * @throws Problem `credential` when the workspace's ID is missing, none, or of another region
 */
export function baseUrl(credential: ICredentialDataDecryptedObject): string {
	if (credential.region === CUSTOM) return asText(credential.baseUrl).trim().replace(API_PATH, '');
	const value = regionOf(credential);
	if (!value) {
		throw unusable(
			`The region "${asText(credential.region)}" is none of Alibaba Cloud's`,
			'choose a region from the list.',
		);
	}
	const region: Region = REGIONS[value];
	const given = asText(credential.workspaceId).trim();
	if (given !== '') return `https://${workspaceIn(given, region)}.${region.id}.${WORKSPACES}`;
	if (region.sharedHost) return `https://${region.sharedHost}`;
	throw unusable(
		`The workspace ID is empty: in ${region.name} each workspace has an address of its own`,
		'enter the ID. Model Studio’s console shows it, as the first part of the API host.',
	);
}

/** @throws Problem `credential` when it is none, or of another region */
function workspaceIn(given: string, { id, name }: Region): string {
	const [, workspace, of] = WORKSPACE.exec(given) ?? [];
	if (workspace === undefined) {
		throw unusable(
			'The workspace ID holds what no workspace ID has',
			'enter the ID alone, such as ws-1a2b3c, or the whole API host that Model Studio’s console shows.',
		);
	}
	if (of !== undefined && of.toLowerCase() !== id) {
		const other = ALL.find((one) => one[1].id === of.toLowerCase())?.[1].name ?? of;
		throw unusable(
			`The workspace is in ${other}, but the credential's region is ${name}`,
			'choose the region that the workspace and the key are from.',
		);
	}
	return workspace.toLowerCase();
}

function unusable(message: string, advice: string): Problem {
	return new Problem('credential', message, {
		description: `Open the Alibaba Cloud credential and ${advice}`,
	});
}

const hostsBy = (hostOf: (region: Region) => string | undefined) =>
	JSON.stringify(Object.fromEntries(ALL.map(([value, region]) => [value, hostOf(region)])));

/**
 * `baseUrl` as an expression of n8n's, for a test request: that can't be a function. It does not say what is wrong with
 * a credential.
 */
export const BASE_URL_EXPRESSION = `={{ $credentials.region === '${CUSTOM}'
	? ($credentials.baseUrl || '').trim().replace(${API_PATH}, '')
	: 'https://' + (($credentials.workspaceId || '').trim()
		? (($credentials.workspaceId.trim().match(${WORKSPACE}) || [])[1] + '.' + ${hostsBy(({ id }) => `${id}.${WORKSPACES}`)}[$credentials.region])
		: ${hostsBy(({ sharedHost }) => sharedHost)}[$credentials.region]) }}`;
