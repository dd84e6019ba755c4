import { describe, expect, it } from '@jest/globals';

import { NetworkFailure } from '../../nodes/WanVideo/providers/NetworkFailure';

/** An error of Node's as n8n hands it on: within the HTTP client's, within n8n's own. */
function wrapped(message: string, fields: object): unknown {
	const cause = Object.assign(new Error(message), fields);
	const client = Object.assign(new Error(message), {
		cause,
		code: (fields as { code?: string }).code,
	});
	return Object.assign(new Error('The service said something else'), { cause: client });
}

const failure = (message: string, fields: object, url = 'https://api.example.com') =>
	NetworkFailure.from(wrapped(message, fields), url);

describe('a failure before anything is sent', () => {
	it.each([
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'is not trusted (why)'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'is not trusted (why)'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'is not trusted (why)'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'is not trusted (why)'],
		['CERT_NOT_YET_VALID', 'is not trusted (why)'],
		['CERT_REVOKED', 'is not trusted (why)'],
		['INVALID_PURPOSE', 'is not trusted (why)'],
		['CERT_HAS_EXPIRED', 'has expired'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host'],
		['HOSTNAME_MISMATCH', 'is for another host'],
	])('is told of a certificate: %s', (code, what) => {
		const { neverSent, mayPass, message } = failure('why', { code });
		expect({ neverSent, mayPass, message }).toEqual({
			neverSent: true,
			mayPass: false,
			message: `its certificate ${what}`,
		});
	});

	it.each([
		[
			'EPROTO',
			'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x.c:350:\n',
			'no HTTPS is spoken at that address',
		],
		[
			'EPROTO',
			'80:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:x.c:80:\n',
			'no HTTPS is spoken at that address',
		],
		[
			'EPROTO',
			'80:error:0A0000C6:SSL routines:tls_get_more_records:packet length too long:x.c:662:\n',
			'no HTTPS is spoken at that address',
		],
		[
			'EPROTO',
			'80:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:x.c:1590:\n',
			'no secure connection could be made (tlsv1 alert protocol version)',
		],
		['EPROTO', 'handshake failure', 'no secure connection could be made (handshake failure)'],
	])('is told of a secure connection that did not come about: %s', (code, message, told) => {
		const found = failure(message, { code });
		expect([found.neverSent, found.mayPass, found.message]).toEqual([true, false, told]);
	});

	it.each([
		[
			'ETIMEDOUT',
			{ syscall: 'connect', address: '192.0.2.1', port: 443 },
			'no connection came about in time',
		],
		['EAI_FAIL', { syscall: 'getaddrinfo', hostname: 'api.example.com' }, 'why'],
		[
			'ENOTFOUND',
			{ syscall: 'getaddrinfo', hostname: 'api.example.com' },
			'the host name could not be found',
		],
		[
			'EHOSTUNREACH',
			{ syscall: 'connect', address: '192.0.2.1', port: 443 },
			'the host could not be reached',
		],
		['ECONNREFUSED', {}, 'the connection was refused'],
	])('is told of a connection that did not come about: %s', (code, fields, told) => {
		const found = failure('why', { code, ...fields });
		expect([found.neverSent, found.mayPass, found.message]).toEqual([true, true, told]);
	});

	it('is told of each address that was tried', () => {
		const errors = [
			Object.assign(new Error('one'), { code: 'ETIMEDOUT', syscall: 'connect', port: 443 }),
		];
		const found = failure('', { code: 'ETIMEDOUT', errors });
		expect([found.neverSent, found.message]).toEqual([true, 'no connection came about in time']);
	});

	it.each([
		['another port', 'http://127.0.0.1:8080', { address: '127.0.0.1', port: 3128 }],
		['another address', 'http://192.0.2.1:3128', { address: '127.0.0.1', port: 3128 }],
		[
			'another address of the newer kind',
			'http://[2001:db8::1]:3128',
			{ address: '::1', port: 3128 },
		],
	])('is told of a proxy by %s', (_, url, fields) => {
		const found = failure('why', { code: 'ECONNREFUSED', syscall: 'connect', ...fields }, url);
		expect(found.message).toContain(
			`the proxy ${fields.address}:3128 on the way there does not work`,
		);
	});

	it.each([
		['https://api.example.com', { address: '192.0.2.7', port: 443 }],
		['http://api.example.com', { address: '192.0.2.7', port: 80 }],
		['http://[::1]:8080', { address: '::1', port: 8080 }],
		['http://127.0.0.1:8080', { address: '127.0.0.1', port: 8080 }],
	])('is not blamed on a proxy where there is none: %s', (url, fields) => {
		const found = failure('why', { code: 'ECONNREFUSED', syscall: 'connect', ...fields }, url);
		expect(found.message).toBe('the connection was refused');
	});
});

/** As n8n 1 hands an error on: without the errors it wraps, whose words it replaces by its own. */
const asOfN8n1 = (httpCode: string | null, words: string) =>
	NetworkFailure.from(
		Object.assign(new Error('The service said something else'), {
			name: 'NodeApiError',
			cause: undefined,
			httpCode,
			messages: [words, words],
		}),
		'https://api.example.com',
	);

describe('in n8n 1', () => {
	it.each([
		['ECONNREFUSED', 'connect ECONNREFUSED 192.0.2.1:443', 'the connection was refused'],
		['ENOTFOUND', 'getaddrinfo ENOTFOUND api.example.com', 'the host name could not be found'],
		['ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443', 'no connection came about in time'],
		[
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'self-signed certificate',
			'its certificate is not trusted (self-signed certificate)',
		],
		[
			'EPROTO',
			'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x.c:350:\n',
			'no HTTPS is spoken at that address',
		],
		[
			'ECONNRESET',
			'Client network socket disconnected before secure TLS connection was established',
			'the connection broke before it was secure',
		],
		[
			'ECONNREFUSED',
			'connect ECONNREFUSED 127.0.0.1:3128',
			'the proxy 127.0.0.1:3128 on the way there does not work: the connection was refused',
		],
		[
			'ECONNREFUSED',
			'connect ECONNREFUSED ::1:3128',
			'the proxy ::1:3128 on the way there does not work: the connection was refused',
		],
		[
			'ENOTFOUND',
			'getaddrinfo ENOTFOUND proxy.invalid',
			'the proxy proxy.invalid on the way there does not work: the host name could not be found',
		],
		[
			null,
			'Proxy connection ended before receiving CONNECT response',
			'the proxy on the way there closed the connection',
		],
		[
			'ECONNREFUSED',
			'connect ECONNREFUSED 192.0.2.1:443 - Local (0.0.0.0:0)',
			'the connection was refused',
		],
	])('what was never sent is certain, too: %s, %s', (code, words, told) => {
		const { neverSent, message } = asOfN8n1(code, words);
		expect([neverSent, message]).toEqual([true, told]);
	});

	it.each([
		['ECONNRESET', 'socket hang up', 'the connection broke before the answer was complete'],
		['ECONNRESET', 'read ECONNRESET', 'the connection broke before the answer was complete'],
		['ECONNABORTED', 'timeout of 120000ms exceeded', 'no answer came in time'],
		['502', 'Bad gateway', 'Bad gateway'],
	])('what may have been sent is not: %s, %s', (code, words, told) => {
		const { neverSent, message } = asOfN8n1(code, words);
		expect([neverSent, message]).toEqual([false, told]);
	});
});

describe('a failure after which no one knows', () => {
	it.each([
		['ECONNRESET', 'read ECONNRESET'],
		['EPIPE', 'write EPIPE'],
		['ETIMEDOUT', 'read ETIMEDOUT'],
		['ECONNABORTED', 'timeout of 120000ms exceeded'],
		['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'],
		[
			'EPROTO',
			'read EPROTO 80:error:1408F119:SSL routines:ssl3_get_record:decryption failed or bad record mac:x.c:1:\n',
		],
		['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'bad record'],
		['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'unexpected eof while reading'],
		['', 'socket hang up'],
	])('is not called certain: %s %s', (code, message) => {
		expect(failure(message, { code, syscall: 'read' }).neverSent).toBe(false);
	});

	it.each([undefined, null, 'no', {}, new Error('why')])(
		'is told of whatever was thrown: %s',
		(thrown) => {
			expect(NetworkFailure.from(thrown)).toMatchObject({ neverSent: false, code: '' });
		},
	);
});

describe('a failure that may come after something was sent', () => {
	it.each([
		['read EHOSTUNREACH', { code: 'EHOSTUNREACH', syscall: 'read' }],
		['write ENETUNREACH', { code: 'ENETUNREACH', syscall: 'write' }],
		// As n8n 1 has it: without the system call.
		['read ENETUNREACH', { code: 'ENETUNREACH' }],
		[
			'80:error:0A00010B:SSL routines:x:wrong version number:x.c:80:',
			{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
		],
		[
			'80:error:0A0000C6:SSL routines:x:packet length too long:x.c:6:',
			{ code: 'ERR_SSL_PACKET_LENGTH_TOO_LONG' },
		],
		[
			'80:error:0A000119:SSL routines:x:bad record type:x.c:6:',
			{ code: 'ERR_SSL_BAD_RECORD_TYPE' },
		],
	])('is not taken for certain: %s', (message, fields) => {
		expect(failure(message, fields).neverSent).toBe(false);
	});
});
