import { init, type EChartsCoreOption } from 'echarts';

import { batchSizes, limitSeconds, type BatchResult } from '../benchmarks/batch';
import { type MemoryResult, videoMegabytes } from '../benchmarks/memory';
import { type WayName, wayNames } from '../ways';
import { number } from './format';

/** What a chart is drawn on. */
export type Background = 'light' | 'dark';

interface Theme {
	text: string;
	faint: string;
	ways: Record<WayName, string>;
}

const themes: Record<Background, Theme> = {
	light: {
		text: '#1f2328',
		faint: '#d1d9e0',
		ways: { ours: '#6a3df5', byHand: '#e8833a', builtIn: '#7d8590' },
	},
	dark: {
		text: '#e6edf3',
		faint: '#3d444d',
		ways: { ours: '#a48bff', byHand: '#f0a36a', builtIn: '#8b949e' },
	},
};

/** Generations at a time; this is also the package's default. */
const concurrency = 5;
const ways = Object.keys(wayNames) as WayName[];

/** Batch time and memory side by side, as an SVG file. */
export function drawChart(
	{ batch, memory }: { batch: BatchResult[]; memory: MemoryResult[] },
	background: Background,
): string {
	const theme = themes[background];
	const times = (way: WayName) =>
		batchSizes.map(
			(items) =>
				batch.find(
					(one) => one.way === way && one.items === items && one.concurrency === concurrency,
				)?.seconds.median ?? null,
		);
	const growths = (way: WayName) =>
		videoMegabytes.map((megabytes) => {
			const growth = memory.find(
				(one) => one.way === way && one.mode === 'filesystem' && one.megabytes === megabytes,
			)?.growth;
			return growth ? Math.max(0, growth.median) : null;
		});
	const chart = init(null, undefined, { renderer: 'svg', ssr: true, width: 960, height: 400 });
	const option: EChartsCoreOption = {
		animation: false,
		backgroundColor: 'transparent',
		textStyle: { fontFamily: 'system-ui, sans-serif' },
		color: ways.map((way) => theme.ways[way]),
		legend: { bottom: 8, textStyle: { color: theme.text, fontSize: 13 }, itemGap: 24 },
		title: [
			title(theme, 'Time of a batch', `seconds, ${concurrency} at a time, logarithmic`, 16),
			title(theme, 'Memory for one video', "MB that n8n's memory grew by", 500),
		],
		grid: [
			{ left: 56, top: 80, width: 400, bottom: 80 },
			{ left: 540, top: 80, width: 400, bottom: 80 },
		],
		xAxis: [
			categories(
				theme,
				0,
				batchSizes.map((items) => `${items} items\nlimit ${limitSeconds(items, concurrency)} s`),
			),
			categories(
				theme,
				1,
				videoMegabytes.map((megabytes) => `${megabytes} MB`),
			),
		],
		yAxis: [
			{ type: 'log', min: 1, max: 1000, gridIndex: 0, ...lines(theme) },
			{ type: 'value', gridIndex: 1, ...lines(theme) },
		],
		series: ways.flatMap((way) => [
			bars(theme, way, 0, times(way)),
			bars(theme, way, 1, growths(way)),
		]),
	};
	chart.setOption(option);
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}

function title(theme: Theme, text: string, subtext: string, left: number) {
	return {
		text,
		subtext,
		left,
		top: 8,
		textStyle: { color: theme.text, fontSize: 17 },
		subtextStyle: { color: theme.text, fontSize: 13 },
	};
}

function categories(theme: Theme, gridIndex: number, data: string[]) {
	return {
		type: 'category',
		gridIndex,
		data,
		axisTick: { show: false },
		axisLine: { lineStyle: { color: theme.faint } },
		axisLabel: { color: theme.text, fontSize: 13, lineHeight: 17 },
	};
}

function lines(theme: Theme) {
	return {
		axisLabel: { color: theme.text },
		splitLine: { lineStyle: { color: theme.faint } },
	};
}

function bars(theme: Theme, way: WayName, index: number, data: Array<number | null>) {
	return {
		name: wayNames[way],
		type: 'bar',
		xAxisIndex: index,
		yAxisIndex: index,
		barGap: '8%',
		barCategoryGap: '24%',
		data: data.map((value) => value ?? '-'),
		label: {
			show: true,
			position: 'top',
			color: theme.text,
			fontSize: 12,
			formatter: ({ value }: { value: number }) => number(value),
		},
	};
}
