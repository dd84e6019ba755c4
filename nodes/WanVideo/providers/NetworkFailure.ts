/** What is known of a failure, from all the errors that wrap each other. */
interface Facts {
	/** Node's or axios's error code, such as ECONNRESET; empty if there was none. */
	code: string;
	/** The system call that failed, such as `connect`. */
	syscall: string;
	/** Where it failed: an IP address, or the host name that was looked up. */
	host: string;
	port: number | undefined;
	/** The classes' names. */
	names: string[];
	/** Of the innermost error. */
	message: string;
}

/** What failed, and what that means. */
interface Finding {
	/** Follows "… can't be reached:". */
	message: string;
	/** What to do about it, where that is not to check the address. */
	advice?: string;
	/** Whether the other side can't have acted on the request, because it never got it. */
	neverSent: boolean;
	/** Whether it may be otherwise in a moment. */
	mayPass: boolean;
}

/** There was no answer. What n8n's HTTP client throws, without the request it carries: that holds the key. */
export class NetworkFailure extends Error {
	override readonly name = 'NetworkFailure';

	private constructor(
		/** Node's or axios's error code, such as ECONNRESET; empty if there was none. */
		readonly code: string,
		private readonly finding: Finding,
	) {
		super(finding.message);
	}

	/** Whether it is certain that the request did not reach the other side. */
	get neverSent(): boolean {
		return this.finding.neverSent;
	}

	/** Whether trying again in a moment may help. */
	get mayPass(): boolean {
		return this.finding.mayPass;
	}

	/** What to do about it, where that is not to check the address. */
	get advice(): string | undefined {
		return this.finding.advice;
	}

	/** @param url where the request was to go, to tell a proxy on the way from the goal */
	static from(error: unknown, url?: string): NetworkFailure {
		const facts = gather(error);
		const finding =
			blocked(facts) ?? untrusted(facts) ?? insecure(facts) ?? proxy(facts, url) ?? plain(facts);
		return new NetworkFailure(facts.code, finding);
	}
}

/** n8n's protection against requests to internal addresses. Its errors have names, but no codes. */
function blocked({ names, message }: Facts): Finding | undefined {
	const isBlocked =
		names.some((name) => name.startsWith('SsrfBlocked')) ||
		/^The request was blocked because .* restricted/.test(message);
	if (!isBlocked) return undefined;
	return {
		message: "n8n's protection against requests to internal addresses (SSRF) blocked it",
		advice:
			"The request did not leave n8n. Ask n8n's administrator to allow the address: N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES.",
		neverSent: true,
		mayPass: false,
	};
}

/** Source: https://nodejs.org/docs/latest-v22.x/api/tls.html#x509-certificate-error-codes, and Node's own ERR_TLS_… */
const CERTIFICATE =
	/CERT|^CRL_|_CRL|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$/;

function untrusted({ code, message }: Facts): Finding | undefined {
	if (!CERTIFICATE.test(code) || code.startsWith('ERR_SSL')) return undefined;
	const isForAnother = code.startsWith('ERR_TLS_CERT_ALTNAME') || code === 'HOSTNAME_MISMATCH';
	const what = isForAnother
		? 'is for another host'
		: code === 'CERT_HAS_EXPIRED'
			? 'has expired'
			: `is not trusted (${message})`;
	return {
		message: `its certificate ${what}`,
		advice:
			'The request was not sent. A proxy that reads along, or a server of your own, has a certificate that n8n must be told of: NODE_EXTRA_CA_CERTS.',
		neverSent: true,
		mayPass: false,
	};
}

/** What can go wrong with a connection that was secure: the request may have been on it. */
const LATER = /bad record mac|decryption failed|unexpected eof|internal error|close notify/i;

/** The secure connection was never made. */
function insecure({ code, message }: Facts): Finding | undefined {
	if (message.includes('before secure TLS connection was established')) {
		return {
			message: 'the connection broke before it was secure',
			neverSent: true,
			mayPass: true,
		};
	}
	// A handshake that fails is an EPROTO. Of Node's ERR_SSL_… most come later, with the request on its way.
	if (code !== 'EPROTO' || LATER.test(message)) return undefined;
	const isPlain = /wrong.version.number|packet.length.too.long|http.request/i.test(message);
	// OpenSSL's errors are a row of fields, with the reason as the fifth.
	const reason = /:error:[^:]*:[^:]*:[^:]*:([^:]+)/.exec(message)?.[1]?.trim() ?? message.trim();
	return {
		message: isPlain
			? 'no HTTPS is spoken at that address'
			: `no secure connection could be made (${reason})`,
		advice: isPlain
			? 'The request was not sent. Check whether the address is to start with http:// instead of https://, and its port.'
			: undefined,
		neverSent: true,
		mayPass: false,
	};
}

const PROXY_ADVICE =
	"The request was not sent. Check the proxy, and n8n's settings HTTP_PROXY, HTTPS_PROXY and NO_PROXY.";

/** It failed on the way to another host than the one asked: n8n goes through a proxy. */
function proxy(facts: Facts, url: string | undefined): Finding | undefined {
	const { message, syscall, host, port } = facts;
	if (message.includes('before receiving CONNECT response')) {
		return {
			message: 'the proxy on the way there closed the connection',
			advice: PROXY_ADVICE,
			neverSent: true,
			mayPass: true,
		};
	}
	if (!isConnecting(syscall) || host === '' || !url || isGoal(facts, url)) return undefined;
	const place = port === undefined ? host : `${host}:${port}`;
	const { message: what } = plain(facts);
	return {
		message: `the proxy ${place} on the way there does not work: ${what}`,
		advice: PROXY_ADVICE,
		neverSent: true,
		mayPass: true,
	};
}

/** A host name says it for certain; of an address only the port does, or the goal being an address itself. */
function isGoal({ syscall, host, port }: Facts, url: string): boolean {
	const goal = new URL(url);
	const goalHost = goal.hostname.replace(/^\[|\]$/g, '');
	if (syscall !== 'connect') return host === goalHost;
	const goalPort = Number(goal.port || (goal.protocol === 'https:' ? 443 : 80));
	const isAddress = /^[\d.]+$|:/.test(goalHost);
	return (port === undefined || port === goalPort) && (!isAddress || host === goalHost);
}

function isConnecting(syscall: string): boolean {
	return syscall === 'connect' || syscall === 'getaddrinfo' || syscall.startsWith('query');
}

/** What fails before a connection is there, whether or not the error says in which step. */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ERR_INVALID_URL',
	'ERR_INVALID_CHAR',
	'ERR_UNESCAPED_CHARACTERS',
]);

function plain({ code, syscall, message }: Facts): Finding {
	// A route may also be lost to a connection that was there: then it fails to read or to write.
	const neverSent = isConnecting(syscall) || (syscall === '' && NEVER_CONNECTED.has(code));
	return {
		message: explain(code, syscall) ?? message,
		neverSent,
		mayPass: !code.startsWith('ERR_INVALID'),
	};
}

function explain(code: string, syscall: string): string | undefined {
	switch (code) {
		case 'ECONNREFUSED':
			return 'the connection was refused';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'the host name could not be found';
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return 'the host could not be reached';
		case 'ECONNRESET':
		case 'EPIPE':
			return 'the connection broke before the answer was complete';
		case 'ETIMEDOUT':
			return syscall === 'connect' ? 'no connection came about in time' : 'no answer came in time';
		case 'ECONNABORTED':
			return 'no answer came in time';
		default:
			return undefined;
	}
}

/**
 * n8n wraps the client's error, that wraps Node's, and Node may wrap one error per address it tried. Told by
 * their fields: an error of another realm is no `instanceof Error`.
 */
function* chain(error: unknown, depth = 0): Generator<Record<string, unknown>> {
	if (typeof error !== 'object' || error === null || depth > 8) return;
	const fields = error as Record<string, unknown>;
	yield fields;
	const { cause, errorResponse, errors } = fields;
	yield* chain(cause ?? errorResponse, depth + 1);
	if (Array.isArray(errors)) yield* chain(errors[0], depth + 1);
}

/** How Node words what a system call failed with: `connect ECONNREFUSED 127.0.0.1:80`, `getaddrinfo ENOTFOUND host`. */
const SYSTEM_CALL =
	/^(connect|getaddrinfo|query\w*|read|write) E\w+(?: (\S+?)(?::(\d+))?)?(?: - |$)/;

/**
 * n8n 1 keeps none of the errors that it wraps: it has the code as `httpCode`, and puts the words, replaced by
 * its own, into `messages`.
 */
function gather(error: unknown): Facts {
	const errors = [...chain(error)];
	const texts = (field: string) =>
		errors
			.map((one) => one[field])
			.filter((one) => typeof one === 'string' && one !== '') as string[];
	const message = wordsOf(errors.at(-1)) ?? texts('message').at(-1) ?? 'the request failed';
	const [, syscall, host, port] = SYSTEM_CALL.exec(message) ?? [];
	const ports = errors.map((one) => Number(one.port ?? NaN)).filter(Number.isInteger);
	return {
		code: texts('code')[0] ?? texts('httpCode').find((code) => /\D/.test(code)) ?? '',
		syscall: texts('syscall')[0] ?? syscall ?? '',
		host: texts('hostname')[0] ?? texts('address')[0] ?? host ?? '',
		port: ports[0] ?? (port === undefined ? undefined : Number(port)),
		names: texts('name'),
		message,
	};
}

/** The words that n8n has replaced by its own. */
function wordsOf(error: Record<string, unknown> | undefined): string | undefined {
	const first: unknown = Array.isArray(error?.messages) ? error.messages[0] : undefined;
	return typeof first === 'string' && first !== '' ? first : undefined;
}
