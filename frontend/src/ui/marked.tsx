import { Mark } from '@mantine/core'
import { splitByHits } from '@/lib/hits'

interface MarkedProps {
  text: string
  /** What was searched for. */
  search: string
}

/** A text with the hits of a search marked. */
export function Marked({ text, search }: MarkedProps) {
  if (!search) return text
  let at = 0
  return splitByHits(text, search).map((piece) => {
    const key = at
    at += piece.text.length
    return piece.isHit ? (
      <Mark key={key} style={{ borderRadius: 3, backgroundColor: 'var(--app-hit-bg)', color: 'inherit' }}>
        {piece.text}
      </Mark>
    ) : (
      <span key={key}>{piece.text}</span>
    )
  })
}
