// Makes frontend/dist: the assets we serve, the Design System's macros, and its fixtures for the golden test.
// The network is asked only when the npm modules or the wheel are missing.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const at = (...parts) => join(here, ...parts)
const system = (...parts) => at('node_modules', 'govuk-frontend', 'dist', 'govuk', ...parts)

class Stop extends Error {}

function run(program, args, advice) {
  try {
    execFileSync(program, args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const said = String(error.stderr ?? '').trim().split('\n').pop() || error.message
    throw new Stop(`${advice} (${program} said: ${said})`)
  }
}

function modules() {
  const wanted = JSON.parse(readFileSync(at('package.json'), 'utf8')).dependencies
  const have = (name) => {
    const file = at('node_modules', name, 'package.json')
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === wanted[name]
  }
  if (Object.keys(wanted).every(have)) return
  run('npm', ['ci'], 'The npm modules could not be installed: is npm there, and the registry within reach?')
}

function wheel() {
  const wanted = readFileSync(at('requirements.txt'), 'utf8').match(/--hash=sha256:([0-9a-f]{64})/)?.[1]
  if (!wanted) throw new Stop('requirements.txt names no sha256 hash')
  const folder = at('dist', 'wheels')
  mkdirSync(folder, { recursive: true })
  const find = () =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .find((file) => createHash('sha256').update(readFileSync(file)).digest('hex') === wanted)
  if (!find()) {
    run('python3', ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:',
      '--require-hashes', '-r', 'requirements.txt', '-d', folder],
    'The wheel of the macros could not be fetched: is pip there, and PyPI within reach?')
  }
  const file = find()
  if (!file) throw new Stop('The wheel that was fetched does not have the hash in requirements.txt')
  return file
}

// Fills a folder beside the old one and then takes its place, so that a reader never finds half of it.
function replace(name, fill) {
  const made = at('dist', `${name}.new`)
  rmSync(made, { recursive: true, force: true })
  mkdirSync(made, { recursive: true })
  fill(made)
  rmSync(at('dist', name), { recursive: true, force: true })
  renameSync(made, at('dist', name))
}

function macros(file) {
  const unpacked = at('dist', 'unpacked')
  rmSync(unpacked, { recursive: true, force: true })
  run('python3', ['-m', 'zipfile', '-e', file, unpacked], 'The wheel could not be unpacked: is python3 there?')
  replace('macros', (folder) =>
    cpSync(join(unpacked, 'govuk_frontend_jinja', 'templates'), join(folder, 'govuk_frontend_jinja'), { recursive: true }))
  rmSync(unpacked, { recursive: true, force: true })
}

function fixtures() {
  replace('fixtures', (folder) => {
    for (const component of readdirSync(system('components'))) {
      const file = system('components', component, 'fixtures.json')
      if (existsSync(file)) cpSync(file, join(folder, `${component}.json`))
    }
  })
}

async function assets() {
  const sass = await import('sass')
  let css
  try {
    css = sass.compile(at('styles', 'app.scss'), {
      style: 'compressed', quietDeps: true, charset: false, loadPaths: [at('node_modules')]
    }).css
  } catch (error) {
    throw new Stop(`The styles do not compile: ${error.sassMessage ?? error.message} ${error.span?.url?.pathname ?? ''}:${(error.span?.start.line ?? -1) + 1}`)
  }
  replace('assets', (folder) => {
    writeFileSync(join(folder, 'app.css'), css)
    // The map is not shipped, so the pointer to it goes too.
    const script = readFileSync(system('govuk-frontend.min.js'), 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n')
    writeFileSync(join(folder, 'govuk-frontend.min.js'), script)
    for (const name of readdirSync(at('scripts'))) cpSync(at('scripts', name), join(folder, name))
    for (const name of readdirSync(at('images'))) cpSync(at('images', name), join(folder, name))
  })
}

try {
  const started = Date.now()
  modules()
  macros(wheel())
  fixtures()
  await assets()
  console.log(`frontend/dist is made (${((Date.now() - started) / 1000).toFixed(1)} s)`)
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(`make assets: ${error.message}`)
  process.exit(1)
}
