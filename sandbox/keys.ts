/** The keys the sandbox knows. Any other key is refused with 401. */
export const KEYS = {
	good: 'sandbox-key',
	noCredits: 'sandbox-no-credits',
	rateLimited: 'sandbox-rate-limited',
	/** Of Alibaba Cloud's region Beijing; to other providers it is as good as the first. */
	beijing: 'sandbox-key-beijing',
} as const;

/** What a key's account may do: everything, or check the key and fetch but not create; or what one region has. */
export type Account = keyof typeof KEYS;

/**
 * The account of an `Authorization: <scheme> <key>` header; `undefined` when the key is unknown or the scheme another.
 *
 * @param scheme such as `Bearer`, in any case
 */
export function accountOf(authorization: string | undefined, scheme: string): Account | undefined {
	const [given, key, ...others] = authorization?.split(/ +/) ?? [];
	if (given?.toLowerCase() !== scheme.toLowerCase() || others.length > 0) return undefined;
	return (Object.keys(KEYS) as Account[]).find((account) => KEYS[account] === key);
}
