import { isMarkup } from '../models/text';

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

/** Every kind of file that {@link containerType} tells, by its MIME type. */
export const VIDEO_TYPES: Partial<Record<string, VideoType>> = Object.fromEntries(
	[MP4, QUICKTIME, WEBM, MATROSKA, AVI].map((type) => [type.mimeType, type]),
);

const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);

/** Brands of pictures that stand in the same boxes as a video. Source: ISO/IEC 23008-12 (HEIF), AV1 Image File Format. */
const PICTURE_BRANDS = new Set(['avif', 'heic', 'heix', 'mif1']);

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
	const told = containerType(head);
	if (told) return told;
	const mimeType = contentType.replace(/;.*/s, '').trim().toLowerCase();
	if (isPicture(head) || isText(head) || /^(text|image)\/|\b(json|html|xml)\b/.test(mimeType)) {
		return undefined;
	}
	const isVideo = mimeType.startsWith('video/');
	return VIDEO_TYPES[mimeType] ?? { ...MP4, ...(isVideo && { mimeType }) };
}

/**
 * Which container a file's first bytes tell; undefined where they tell none.
 *
 * @param head the file's first bytes, {@link HEAD_LENGTH} of them if there are as many
 */
export function containerType(head: Buffer): VideoType | undefined {
	const ascii = (from: number, to: number) => head.toString('latin1', from, to);
	const box = ascii(4, 8);
	if (box === 'ftyp') return brandType(ascii(8, 12));
	if (FIRST_BOXES.has(box)) return MP4;
	// An EBML header; its document type stands among the first elements.
	if (head.subarray(0, 4).equals(EBML)) return head.includes('webm') ? WEBM : MATROSKA;
	if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'AVI ') return AVI;
	return undefined;
}

/** What the major brand of a file type box says; all but QuickTime's are kinds of MP4. */
export function brandType(brand: string): VideoType | undefined {
	if (PICTURE_BRANDS.has(brand)) return undefined;
	return brand === 'qt  ' ? QUICKTIME : MP4;
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
