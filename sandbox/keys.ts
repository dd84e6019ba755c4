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

/** The account of an `Authorization: Bearer <key>` header; `undefined` when the key is unknown. */
export function accountOf(authorization: string | undefined): Account | undefined {
	const key = authorization?.match(/^Bearer +(\S+)$/i)?.[1];
	return (Object.keys(KEYS) as Account[]).find((account) => KEYS[account] === key);
}
