import { randomBytes } from 'node:crypto';

interface Link {
	token: string;
	file: string;
	/** ms since 1970 */
	expiresAt: number;
}

/** The path of a link, for a token or a router's placeholder. */
export function linkPath(token: string): string {
	return `/files/${token}/video.mp4`;
}

/** Hands out links to videos that nobody can guess and that expire. */
export class ResultLinks {
	private readonly byToken = new Map<string, Link>();
	private readonly latest = new Map<string, Link>();

	/** @param seconds how long a link works */
	constructor(private readonly seconds: number) {}

	/**
	 * The link of a generation's video: the same one until it expires, then a fresh one.
	 *
	 * @param origin scheme and host of the sandbox as its client knows it
	 * @param until when it expires at the latest, in ms since 1970
	 */
	linkTo(generationId: string, file: string, origin: string, until = Infinity): string {
		const known = this.latest.get(generationId);
		const { token } = known && isFresh(known) ? known : this.issue(generationId, file, until);
		return origin + linkPath(token);
	}

	/** What lies behind a link's token: a file's path, nothing any more, or nothing at all. */
	lookUp(token: string): { file: string } | 'expired' | 'unknown' {
		const link = this.byToken.get(token);
		if (!link) return 'unknown';
		return isFresh(link) ? { file: link.file } : 'expired';
	}

	/** Makes every link unknown. */
	forget(): void {
		this.byToken.clear();
		this.latest.clear();
	}

	private issue(generationId: string, file: string, until: number): Link {
		const token = randomBytes(24).toString('base64url');
		const expiresAt = Math.min(Date.now() + this.seconds * 1000, until);
		const link = { token, file, expiresAt };
		this.byToken.set(token, link);
		this.latest.set(generationId, link);
		return link;
	}
}

function isFresh({ expiresAt }: Link) {
	return Date.now() < expiresAt;
}
