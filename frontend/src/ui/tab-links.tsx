import type { Icon } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import classes from '@/ui/tab-links.module.css'

export interface TabLink {
  to: LinkProps
  label: string
  icon: Icon
}

interface TabLinksProps {
  label: string
  tabs: TabLink[]
}

/** Parts of one thing, each with an address of its own. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ to, label: text, icon: TabIcon }) => (
        <Link key={text} {...to} className={classes.tab} activeOptions={{ exact: true, includeSearch: false }}>
          <TabIcon size={17} stroke={1.8} aria-hidden />
          {text}
        </Link>
      ))}
    </nav>
  )
}
