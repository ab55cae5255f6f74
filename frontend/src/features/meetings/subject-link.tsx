import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubjectKind } from '@/api/types'
import classes from '@/features/meetings/subject-link.module.css'
import { cardOf } from '@/lib/cards'
import { useMay } from '@/lib/session'

interface SubjectLinkProps {
  subject: { kind: SubjectKind; id: string; name: string }
  children: ReactNode
}

/** The name of a client, lead or group; it leads to its card for whoever may open that. */
export function SubjectLink({ subject: { kind, id, name }, children }: SubjectLinkProps) {
  const { t } = useTranslation()
  const mayOpen = useMay('directory.view')
  const title = `${t(`subject.${kind}`)}: ${name}`
  if (!mayOpen) {
    return (
      <span className={classes.name} title={title}>
        {children}
      </span>
    )
  }
  return (
    <Link {...cardOf(kind, id)} className={classes.link} title={title}>
      {children}
    </Link>
  )
}
