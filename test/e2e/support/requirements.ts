import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian and Ubuntu keep the programs of PostgreSQL, which are not on the PATH. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** A program that the end-to-end tests need on the machine. */
interface Requirement {
	name: string;
	/** What it is needed for, to end a sentence with. */
	purpose: string;
	/** The package that holds it on Debian and Ubuntu. */
	package: string;
	find: () => string | undefined;
}

/** Finds the programs; each is undefined where it is missing. */
export const programs = {
	chromium: () =>
		process.env.CHROMIUM ??
		onPath('chromium') ??
		onPath('chromium-browser') ??
		onPath('google-chrome'),
	redis: () => onPath('redis-server'),
	postgres: () => onPath('postgres') ?? inNewestPostgres('postgres'),
	initdb: () => onPath('initdb') ?? inNewestPostgres('initdb'),
	openssl: () => onPath('openssl'),
} satisfies Record<string, () => string | undefined>;

const REQUIREMENTS: Requirement[] = [
	{
		name: 'Chromium',
		purpose: 'for the editor (or its path in CHROMIUM)',
		package: 'chromium',
		find: programs.chromium,
	},
	{
		name: 'Redis',
		purpose: 'for the queue mode',
		package: 'redis-server',
		find: programs.redis,
	},
	{
		name: 'PostgreSQL',
		purpose: 'for the queue mode',
		package: 'postgresql',
		find: () => programs.postgres() && programs.initdb(),
	},
	{
		name: 'OpenSSL',
		purpose: 'for the certificate of the npm registry',
		package: 'openssl',
		find: programs.openssl,
	},
];

/** What is missing on this machine and how to get it, for the terminal; undefined if nothing is. */
export function whatIsMissing(): string | undefined {
	const missing = REQUIREMENTS.filter(({ find }) => find() === undefined);
	if (missing.length === 0) return undefined;
	const packages = missing.map((requirement) => requirement.package).join(' ');
	return [
		'The end-to-end tests need what is not on this machine:',
		...missing.map(({ name, purpose }) => `  - ${name}, ${purpose}`),
		'On Debian and Ubuntu you get it with:',
		`  apt-get install -y --no-install-recommends ${packages}`,
	].join('\n');
}

/**
 * The path of a program.
 *
 * @throws with what is missing if it isn't there
 */
export function requireProgram(name: keyof typeof programs): string {
	const path = programs[name]();
	if (path === undefined) throw new Error(whatIsMissing() ?? `There is no ${name}.`);
	return path;
}

function onPath(program: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((folder) => join(folder, program)).find(existsSync);
}

function inNewestPostgres(program: string): string | undefined {
	if (!existsSync(POSTGRES_VERSIONS)) return undefined;
	return readdirSync(POSTGRES_VERSIONS)
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(POSTGRES_VERSIONS, version, 'bin', program))
		.find(existsSync);
}
