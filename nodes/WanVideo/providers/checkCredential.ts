import { isHttpUrl } from '../models/httpUrl';
import { Problem } from '../problem';

/**
 * Checks what a credential holds before anything is sent.
 *
 * @param providerName as the form has it
 * @throws Problem `credential` that says what is wrong, without repeating what may be secret
 */
export function checkCredential(providerName: string, baseUrl: string, key: string): void {
	const unusable = (message: string, advice: string) =>
		new Problem('credential', message, {
			description: `Open the ${providerName} credential and ${advice}`,
		});
	if (!isHttpUrl(baseUrl)) {
		const shown = baseUrl.replace(/^.*@|[?#].*$/g, '…');
		throw unusable(
			`The base URL "${shown}" is not a web address`,
			'enter one that starts with https://.',
		);
	}
	const { username, password } = new URL(baseUrl);
	if (username !== '' || password !== '') {
		throw unusable(
			'The base URL holds a user name or a password',
			'remove what stands before the @: only the API key is sent.',
		);
	}
	if (/[?#]/.test(baseUrl)) {
		throw unusable(
			'The base URL holds a query or a fragment',
			'remove what stands from the ? or # on: paths are put at its end.',
		);
	}
	if (key === '') throw unusable('The API key is empty', 'enter the key.');
	// What a header can hold. Source: RFC 9110, section 5.5, without spaces, which no key has.
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw unusable(
			'The API key holds a space or a character that no key has',
			'copy the key into it again, and nothing else.',
		);
	}
}
