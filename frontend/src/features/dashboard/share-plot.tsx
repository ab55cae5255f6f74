import { Card, Text, Title } from '@mantine/core'
import { Link, type LinkOptions } from '@tanstack/react-router'
import classes from '@/features/dashboard/share-plot.module.css'

interface Share {
  key: string
  name: string
  value: number
  /** The value in words. */
  text: string
  note: string
  /** Which meetings these are, for the list. */
  search?: LinkOptions['search']
}

interface SharePlotProps {
  title: string
  note: string
  columns: [string, string]
  rows: Share[]
  more: string | false
  empty: string
}

/** Bars beside names, the longest first. It is a table to begin with, so that it needs no twin. */
export function SharePlot({ title, note, columns, rows, more, empty }: SharePlotProps) {
  const longest = Math.max(...rows.map(({ value }) => value))
  return (
    <Card p="lg" component="section" aria-label={title}>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" fz={13} mb="md">
        {note}
      </Text>
      {rows.length === 0 ? (
        <Text c="dimmed">{empty}</Text>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{columns[0]}</th>
              <th scope="col" colSpan={2}>
                {columns[1]}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, value, text, note: aside, search }) => (
              <tr key={key}>
                <th scope="row" className={classes.name} title={name}>
                  {search ? (
                    <Link to="/meetings" search={search}>
                      {name}
                    </Link>
                  ) : (
                    name
                  )}
                </th>
                <td className={classes.share}>
                  <div aria-hidden>
                    <div className={classes.bar} style={{ width: `${(100 * value) / longest}%` }} />
                  </div>
                </td>
                <td className={classes.words}>
                  <span className={classes.value}>{text}</span>
                  <span className={classes.aside}>{aside}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more && (
        <Text c="dimmed" fz={13} mt="sm">
          {more}
        </Text>
      )}
    </Card>
  )
}
