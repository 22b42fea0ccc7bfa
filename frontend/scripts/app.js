import { initAll } from './govuk-frontend.min.js'

initAll()

// A form that can be checked while it is written says at once what cannot work; without scripts its page does.
for (const form of document.querySelectorAll('form[data-check]')) {
  const box = form.querySelector('[data-checked]')
  let waiting, newest
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      const body = new URLSearchParams(new FormData(form))
      const asked = (newest = fetch(form.dataset.check, { method: 'POST', body }))
      const answer = await asked.catch(() => ({ ok: false }))
      // A slow answer to what was written before must not stand in the place of a newer one.
      if (!answer.ok || asked !== newest) return
      const said = (await answer.json()).map((text) => Object.assign(document.createElement('li'), { textContent: text }))
      box.querySelector('ul').replaceChildren(...said)
      box.hidden = said.length === 0
    }, 400)
  })
}
