import { initAll } from './govuk-frontend.min.js'

initAll()

// A form that can be checked while it is written says at once what cannot work; without scripts its page does.
for (const form of document.querySelectorAll('form[data-check]')) {
  const box = form.querySelector('[data-checked]')
  let waiting
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      const answer = await fetch(form.dataset.check, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
      if (!answer.ok) return
      const said = (await answer.json()).map((text) => Object.assign(document.createElement('li'), { textContent: text }))
      box.querySelector('ul').replaceChildren(...said)
      box.hidden = said.length === 0
    }, 400)
  })
}
