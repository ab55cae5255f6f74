/** The end of a scale from 0 that holds the value and can be halved: 2, 4, 10, 20, 40, 100 … */
export function niceTop(value: number): number {
  for (let step = 1; ; step *= 10) {
    const top = [2, 4, 10].map((times) => times * step).find((each) => each >= value)
    if (top) return top
  }
}
