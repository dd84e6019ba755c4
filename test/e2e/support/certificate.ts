import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from '../../../tools/n8n/processes';
import { runFolder } from './places';
import { requireProgram } from './requirements';

/** A certificate that vouches for itself: who is to believe it gets it as a further authority. */
export interface Certificate {
	/** In PEM format. */
	file: string;
	keyFile: string;
}

/** Makes a certificate for hosts on this machine and for others that are to lead to it. */
export async function makeCertificate(host: string): Promise<Certificate> {
	const folder = join(runFolder, 'certificate');
	await mkdir(folder, { recursive: true });
	const file = join(folder, 'certificate.pem');
	const keyFile = join(folder, 'key.pem');
	await runCommand(
		requireProgram('openssl'),
		[
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=A test'],
			...['-addext', `subjectAltName=DNS:${host},IP:127.0.0.1`],
			...['-out', file, '-keyout', keyFile],
		],
		{ cwd: folder, env: process.env },
	);
	return { file, keyFile };
}
