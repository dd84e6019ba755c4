import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A second of blue, made with ffmpeg. */
export const FILM = readFileSync(join(__dirname, 'film.mp4'));
