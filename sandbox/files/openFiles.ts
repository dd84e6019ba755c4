import { randomBytes } from 'node:crypto';

import type { Studio } from '../video/studio';

/** A file that anyone may fetch who has its link. */
export interface OpenFile {
	/** Of its link, without the origin. */
	path: string;
	name: string;
	/** Its media type. */
	type: string;
	size: number;
	/** Where it lies on this machine. */
	storedAt: string;
	/** SHA-256, in hex. */
	digest: string;
	createdAt: Date;
}

/** A place for a file that is yet to be sent. */
export interface Place {
	/** Whoever has it may send the file. */
	token: string;
	/** Of the link that the file will have, without the origin. */
	path: string;
	name: string;
	type: string;
	/** What was sent in parts, by their numbers. */
	parts: Map<number, Buffer>;
}

/** The path of a file's link, for its folder and name or a router's placeholders. */
export function openFilePath(folder: string, name: string): string {
	return `/files/b/${folder}/${name}`;
}

/** Files that clients have sent and that everybody may fetch by a link that nobody can guess. */
export class OpenFiles {
	private readonly byPath = new Map<string, OpenFile>();
	private readonly places = new Map<string, Place>();

	constructor(private readonly studio: Pick<Studio, 'store'>) {}

	/** Makes room for a file that its sender will put there. */
	reserve(name: string, type: string): Place {
		const token = randomBytes(16).toString('hex');
		const place = { token, path: newPath(name), name, type, parts: new Map<number, Buffer>() };
		this.places.set(token, place);
		return place;
	}

	/** The place a token is for. */
	placeOf(token: string): Place | undefined {
		return this.places.get(token);
	}

	/** Puts a file where there is room for it; again, if it was sent twice. */
	async fill({ path, name, type }: Place, bytes: Buffer): Promise<OpenFile> {
		return await this.store(path, name, type, bytes);
	}

	/** Keeps a file that came in one piece. */
	async keep(name: string, type: string, bytes: Buffer): Promise<OpenFile> {
		return await this.store(newPath(name), name, type, bytes);
	}

	/** @param path of its link, without the origin */
	find(path: string): OpenFile | undefined {
		return this.byPath.get(path);
	}

	remove({ path }: OpenFile): void {
		this.byPath.delete(path);
	}

	/** Makes every file and place unknown. */
	forget(): void {
		this.byPath.clear();
		this.places.clear();
	}

	private async store(path: string, name: string, type: string, bytes: Buffer): Promise<OpenFile> {
		const { path: storedAt, digest } = await this.studio.store(bytes);
		const createdAt = new Date();
		const file = { path, name, type, size: bytes.length, storedAt, digest, createdAt };
		this.byPath.set(path, file);
		return file;
	}
}

function newPath(name: string): string {
	return openFilePath(randomBytes(4).toString('hex'), encodeURIComponent(name));
}
