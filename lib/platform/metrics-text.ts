import type { Histogram } from './histogram.ts';

/** A value with what tells it from others of its name. */
export type Sample = { labels?: Readonly<Record<string, string>>; value: number };

/** Writes metrics in the text format of Prometheus (version 0.0.4). `common` labels stand on every sample. */
export class MetricsText {
  readonly #lines: string[] = [];
  readonly #common: Readonly<Record<string, string>>;

  constructor(common: Readonly<Record<string, string>>) {
    this.#common = common;
  }

  counter(name: string, help: string, samples: readonly Sample[]): void {
    this.#family(name, { type: 'counter', help }, samples);
  }

  gauge(name: string, help: string, samples: readonly Sample[]): void {
    this.#family(name, { type: 'gauge', help }, samples);
  }

  histogram(name: string, help: string, histogram: Histogram): void {
    const counts = histogram.cumulative();
    const bounds = [...histogram.bounds.map(String), '+Inf'];
    this.#lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} histogram`);
    for (const [index, le] of bounds.entries())
      this.#lines.push(this.#sample(`${name}_bucket`, { le }, counts[index] ?? 0));
    this.#lines.push(this.#sample(`${name}_sum`, {}, histogram.sum));
    this.#lines.push(this.#sample(`${name}_count`, {}, counts.at(-1) ?? 0));
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #family(name: string, { type, help }: { type: string; help: string }, samples: readonly Sample[]): void {
    this.#lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    for (const { labels = {}, value } of samples) this.#lines.push(this.#sample(name, labels, value));
  }

  #sample(name: string, labels: Readonly<Record<string, string>>, value: number): string {
    const pairs = Object.entries({ ...this.#common, ...labels }).map(
      ([label, text]) =>
        `${label}="${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    );
    return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
  }
}
