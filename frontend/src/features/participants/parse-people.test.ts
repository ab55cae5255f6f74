import { expect, test } from 'vitest'
import { parsePeople } from '@/features/participants/parse-people'

function told(text: string) {
  return parsePeople(text).map(({ email, first_name, last_name }) => [email, first_name, last_name])
}

test('names and addresses are taken from a mail’s list of recipients', () => {
  expect(told('Olha Shevchenko <olha@client.example>; "Ігор ван дер Мельник" <igor@client.example>')).toEqual([
    ['olha@client.example', 'Olha', 'Shevchenko'],
    ['igor@client.example', 'Ігор', 'ван дер Мельник'],
  ])
})

test('a plain address proposes the name that it spells', () => {
  expect(told('olha.shevchenko@client.example\npavlo@client.example')).toEqual([
    ['olha.shevchenko@client.example', 'Olha', 'Shevchenko'],
    ['pavlo@client.example', 'Pavlo', ''],
  ])
})

test('an address that stands there twice is one person', () => {
  expect(told('olha@client.example, OLHA@client.example,')).toHaveLength(1)
})

test('a text without addresses is nobody', () => {
  expect(told('Olha Shevchenko')).toEqual([])
})
