/** People as they stand in mails and address books: `Olha Shevchenko <olha@client.example>, pavlo@client.example`. */

export interface PersonValues {
  /** Tells the rows of the form apart; never sent. */
  key: string
  email: string
  first_name: string
  last_name: string
}

let made = 0

export function newPerson(values: Partial<PersonValues> = {}): PersonValues {
  made += 1
  return { key: String(made), email: '', first_name: '', last_name: '', ...values }
}

const SEPARATORS = /[,;\n\r\t]+/
const NAMED = /^(.*?)\s*<([^<>]+)>$/

export function splitName(name: string): Pick<PersonValues, 'first_name' | 'last_name'> {
  const [first = '', ...others] = name.trim().split(/\s+/)
  return { first_name: first, last_name: others.join(' ') }
}

/** `olha.shevchenko@…` is probably Olha Shevchenko; one reads it before it is sent. */
function guessName(email: string): Pick<PersonValues, 'first_name' | 'last_name'> {
  const words = (email.split('@')[0] ?? '').split(/[._-]+/).filter(Boolean)
  return splitName(words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' '))
}

function parseOne(text: string): PersonValues {
  const [, quoted = '', address = text] = NAMED.exec(text) ?? []
  const email = address.trim()
  const name = quoted.replaceAll('"', '').trim()
  return newPerson({ email, ...(name ? splitName(name) : guessName(email)) })
}

/** Everybody in a pasted text, each address once; empty when it holds no address at all. */
export function parsePeople(text: string): PersonValues[] {
  const people = text
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part.includes('@'))
    .map(parseOne)
  const seen = new Set<string>()
  return people.filter(({ email }) => {
    const known = seen.has(email.toLowerCase())
    seen.add(email.toLowerCase())
    return !known
  })
}
