// Fails when package-lock.json names a registry's address, or lacks a platform package that `npm ci` would miss.
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))

function foundUpwards(path, name) {
  for (let folder = path; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    if (`${folder}/node_modules/${name}` in packages) return true
    if (!folder.includes('/node_modules/')) return `node_modules/${name}` in packages
  }
}

const faults = Object.entries(packages).flatMap(([path, { resolved, link, optionalDependencies = {} }]) => [
  ...(resolved && !link ? [`records an address: ${path}`] : []),
  ...Object.keys(optionalDependencies)
    .filter((name) => !foundUpwards(path, name))
    .map((name) => `platform package missing: ${path} -> ${name}`),
])

for (const fault of faults) console.error(fault)
process.exit(faults.length > 0 ? 1 : 0)
