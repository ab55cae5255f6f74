import { Anchor } from '@mantine/core'

/** Opens a new letter. */
export function MailLink({ email }: { email: string }) {
  return (
    <Anchor href={`mailto:${email}`} inherit>
      {email}
    </Anchor>
  )
}

/** Calls, on a device that can. */
export function PhoneLink({ phone }: { phone: string }) {
  return (
    <Anchor
      href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}
      inherit
      className="tabular"
      style={{ whiteSpace: 'nowrap' }}
    >
      {phone}
    </Anchor>
  )
}
