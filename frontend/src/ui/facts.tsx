import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from '@/ui/facts.module.css'

export interface Fact {
  name: string
  value: ReactNode
}

/** What is known of a thing, by name; what is not known is said so. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>
            {value || (
              <Text span c="dimmed">
                —
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
