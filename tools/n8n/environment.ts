import type { N8nLine } from './versions';

/** What distinguishes one n8n instance from another on the same machine. */
export interface InstanceSettings {
	line: N8nLine;
	/** Its user folder: n8n keeps everything in `.n8n` there. */
	userFolder: string;
	/** Where the editor and the API are served. */
	port: number;
	/** Where n8n and its task runner meet. */
	brokerPort: number;
	/** A PATH on which `node` is a Node.js that n8n runs with. */
	path: string;
}

/** Variables that describe the machine and the user; everything else could change how n8n behaves. */
const inherited = [
	'HOME',
	'USER',
	'LOGNAME',
	'SHELL',
	'LANG',
	'LC_ALL',
	'TZ',
	'TMPDIR',
	'TEMP',
	'TMP',
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'ALL_PROXY',
	'http_proxy',
	'https_proxy',
	'all_proxy',
	'NODE_EXTRA_CA_CERTS',
	'SSL_CERT_FILE',
	'APPDATA',
	'LOCALAPPDATA',
	'ComSpec',
	'PATHEXT',
	'SystemRoot',
	'USERPROFILE',
];

/** What only one line of n8n understands. */
const lines: Record<N8nLine, NodeJS.ProcessEnv> = {
	'1': {
		// As in n8n 2, where this is no option any more.
		N8N_RUNNERS_ENABLED: 'true',
		DB_SQLITE_POOL_SIZE: '2',
	},
	'2': {
		// One fetches a list from n8n's server at every start, the other receives the user with an offer
		// to set up an assistant.
		N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
	},
};

/**
 * The whole environment of an instance that keeps to itself: it listens on the loopback address only,
 * reports nothing and asks nobody for news; settings of the surrounding shell don't reach it.
 *
 * @param surrounding where the variables of the machine and the user are taken from
 */
export function instanceEnvironment(
	settings: InstanceSettings,
	surrounding: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
	const machine = inherited.flatMap((name) =>
		surrounding[name] === undefined ? [] : [[name, surrounding[name]] as const],
	);
	// The sandbox is on the loopback address, which no proxy would reach.
	const noProxy = [surrounding.NO_PROXY ?? surrounding.no_proxy, '127.0.0.1', 'localhost']
		.filter(Boolean)
		.join(',');
	return {
		...Object.fromEntries(machine),
		PATH: settings.path,
		NO_PROXY: noProxy,
		no_proxy: noProxy,

		N8N_USER_FOLDER: settings.userFolder,
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		// Videos are kept in files, as n8n advises for large binary data.
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',

		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(settings.port),
		// Signing in over plain HTTP.
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		// The node must reach the sandbox on the loopback address.
		N8N_SSRF_PROTECTION_ENABLED: 'false',
		// In seconds: an execution that is still running then is cut off.
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',

		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		// Packages that n8n has not verified, such as this one, can be installed from the settings too.
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// The list of packages n8n has verified is fetched from n8n's server; this one is not on it.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		...lines[settings.line],
	};
}
