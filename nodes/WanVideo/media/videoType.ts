import { isMarkup } from './fileType';

/** How many of a file's first bytes tell what it is. */
export const HEAD_LENGTH = 64;

/** What a file of video is, as the next node wants to know it. */
export interface VideoType {
	mimeType: string;
	/** With the dot. */
	extension: string;
}

const MP4: VideoType = { mimeType: 'video/mp4', extension: '.mp4' };
const QUICKTIME: VideoType = { mimeType: 'video/quicktime', extension: '.mov' };
const WEBM: VideoType = { mimeType: 'video/webm', extension: '.webm' };
const MATROSKA: VideoType = { mimeType: 'video/x-matroska', extension: '.mkv' };
const AVI: VideoType = { mimeType: 'video/x-msvideo', extension: '.avi' };

const BY_MIME_TYPE: Record<string, VideoType> = Object.fromEntries(
	[MP4, QUICKTIME, WEBM, MATROSKA, AVI].map((type) => [type.mimeType, type]),
);

const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);

/** Boxes with which files begin that have no `ftyp`, or not in front. Source: ISO/IEC 14496-12, and QuickTime's format. */
const FIRST_BOXES = new Set([
	'free',
	'mdat',
	'moof',
	'moov',
	'pnot',
	'sidx',
	'skip',
	'styp',
	'uuid',
	'wide',
]);

/**
 * What a downloaded file is: by its bytes, and where these don't tell, by its type as the host names it. Whatever it
 * is, it is paid for; so only what can be no video at all is none: a page, JSON, a picture.
 *
 * @param head the file's first bytes, {@link HEAD_LENGTH} of them if there are as many
 * @param contentType as the host names it, in any case and with whatever parameters
 * @returns undefined when it is no video
 */
export function videoType(head: Buffer, contentType: string): VideoType | undefined {
	const told = byContent(head);
	if (told) return told;
	const mimeType = contentType.replace(/;.*/s, '').trim().toLowerCase();
	if (isPicture(head) || isText(head) || /^(text|image)\/|\b(json|html|xml)\b/.test(mimeType)) {
		return undefined;
	}
	const isVideo = mimeType.startsWith('video/');
	return BY_MIME_TYPE[mimeType] ?? { ...MP4, ...(isVideo && { mimeType }) };
}

function byContent(head: Buffer): VideoType | undefined {
	const ascii = (from: number, to: number) => head.toString('latin1', from, to);
	const box = ascii(4, 8);
	if (box === 'ftyp') return ascii(8, 12) === 'qt  ' ? QUICKTIME : MP4;
	if (FIRST_BOXES.has(box)) return MP4;
	// An EBML header; its document type stands among the first elements.
	if (head.subarray(0, 4).equals(EBML)) return head.includes('webm') ? WEBM : MATROSKA;
	if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'AVI ') return AVI;
	return undefined;
}

function isPicture(head: Buffer): boolean {
	const start = head.toString('latin1', 0, 12);
	return /^(\x89PNG|\xff\xd8\xff|GIF8|BM|RIFF....WEBP)/s.test(start);
}

/** A web page, or an answer in JSON. */
function isText(head: Buffer): boolean {
	const text = head.toString('utf8').replace(/^\uFEFF/, '');
	return isMarkup(text) || /^\s*[{[]/.test(text);
}
