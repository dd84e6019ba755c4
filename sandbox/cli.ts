import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { program } from 'commander';

import { FAILING_PROMPT } from './generations/produce';
import { KEYS } from './keys';
import { startSandbox, type RecordedRequest, type Sandbox, type SandboxOptions } from './server';

interface CliOptions {
	port: number;
	seconds: number;
	linkMinutes: number;
	strict?: true;
	/** `true` without a seed. */
	quirks?: string | true;
	cert?: string;
	key?: string;
	quiet?: true;
}

const TRIGGERS = `
API keys
  ${KEYS.good}           works
  ${KEYS.beijing}   works; to Alibaba Cloud it is of Beijing, and knows what Beijing has
  ${KEYS.noCredits}    creating answers 403 (AI/ML API, fal.ai), 402 (MuleRouter, Replicate) or 400 (Alibaba Cloud)
  ${KEYS.rateLimited}  creating answers 429, with Retry-After: 1 but of Alibaba Cloud
  any other key         401

Prompts
  … ${FAILING_PROMPT} …            the generation fails, refused by the content policy
`;

program
	.name('npm run sandbox --')
	.description(
		'A local stand-in for AI/ML API, MuleRouter, Alibaba Cloud, fal.ai and Replicate, to try the node without a key.',
	)
	.option('--port <number>', 'port on 127.0.0.1', number, 4010)
	.option('--seconds <number>', 'how long a generation takes', number, 2)
	.option('--link-minutes <number>', 'how long a link to a video works', number, 60)
	.option('--strict', 'refuse unknown fields, and numbers that are strings')
	.option('--quirks [seed]', 'answer in the variety that was recorded of the services')
	.option('--cert <file>', 'speak https with this certificate (PEM)')
	.option('--key <file>', "the certificate's key (PEM)")
	.option('--quiet', 'print no line per request')
	.addHelpText('after', TRIGGERS)
	.action(run);

async function run(options: CliOptions): Promise<void> {
	const { port, seconds, linkMinutes, strict, quirks, quiet } = options;
	const seed = quirks === true ? randomInt(10_000) : quirks;
	const sandbox = await start({
		port,
		seconds,
		linkSeconds: linkMinutes * 60,
		strict: strict ?? false,
		...(seed !== undefined && { quirks: seed }),
		...tlsOf(options),
		...(quiet ? {} : { onRequest: printRequest }),
	});
	console.log(`The sandbox is ready. Base URL of all credentials: ${sandbox.url}\n${TRIGGERS}`);
	if (seed !== undefined)
		console.log(`Its answers are odd; the same again with --quirks ${seed}\n`);

	const stop = () => void sandbox.close();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function tlsOf({ cert, key }: CliOptions): Pick<SandboxOptions, 'tls'> {
	if (cert === undefined && key === undefined) return {};
	if (cert === undefined || key === undefined) program.error('--cert and --key go together.');
	return { tls: { cert: readFileSync(cert), key: readFileSync(key) } };
}

async function start(options: SandboxOptions & { port: number }): Promise<Sandbox> {
	try {
		return await startSandbox(options);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		program.error(
			`Port ${options.port} is in use. Stop what is using it, or choose another with --port.`,
		);
	}
}

function printRequest({ at, method, path, status, body, ignoredFields }: RecordedRequest): void {
	const sent = (body ?? {}) as { prompt?: unknown; input?: { prompt?: unknown } };
	// Alibaba Cloud's stands in a part of its own, which may be anything.
	const { input } = sent;
	const { prompt = input?.prompt } = sent;
	const about = typeof prompt === 'string' ? `  “${shorten(prompt)}”` : '';
	const ignored = ignoredFields.length > 0 ? `  ignored: ${ignoredFields.join(', ')}` : '';
	const time = at.toLocaleTimeString('en-GB');
	console.log(`${time}  ${status}  ${method.padEnd(4)}  ${path}${about}${ignored}`);
}

function shorten(text: string): string {
	return text.length > 50 ? `${text.slice(0, 49)}…` : text;
}

function number(text: string): number {
	const value = Number(text);
	if (text.trim() === '' || !(value >= 0)) program.error(`"${text}" is not a number of 0 or more.`);
	return value;
}

void program.parseAsync();
