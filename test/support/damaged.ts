import fc from 'fast-check';

/** With what the parts of a file begin that say what the rest is. */
const NAMES = [
	...[
		'ftyp',
		'moov',
		'mvhd',
		'tkhd',
		'mdhd',
		'hdlr',
		'mdia',
		'moof',
		'traf',
		'tfhd',
		'trun',
		'trex',
	],
	...[
		'mvex',
		'elst',
		'stsd',
		'avcC',
		'esds',
		'stts',
		'ctts',
		'stsz',
		'stsc',
		'stco',
		'stss',
		'dref',
	],
	...['fmt ', 'data', 'ID3', 'Xing', 'Info'],
];

/** A few bytes changed at a time: anywhere, and where the words that matter stand. */
export function damaged(file: Buffer): fc.Arbitrary<Buffer> {
	const places = NAMES.map((name) => file.indexOf(name)).filter((at) => at !== -1);
	const at = fc.oneof(
		fc.nat(file.length - 1),
		fc.nat(Math.min(file.length - 1, 200)),
		fc
			.tuple(fc.constantFrom(0, ...places), fc.integer({ min: -4, max: 40 }))
			.map(([place, more]) => Math.min(Math.max(0, place + more), file.length - 1)),
	);
	const value = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255));
	const change = fc.tuple(at, fc.array(value, { minLength: 1, maxLength: 8 }));
	return fc
		.tuple(fc.array(change, { minLength: 1, maxLength: 6 }), fc.option(fc.nat(file.length)))
		.map(([changes, length]) => {
			const copy = Buffer.from(file);
			for (const [from, values] of changes) copy.set(values.slice(0, copy.length - from), from);
			return copy.subarray(0, length ?? copy.length);
		});
}
