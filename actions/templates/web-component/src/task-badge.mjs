import { badgeText } from './badge-text.mjs';

const sheet = new CSSStyleSheet();
sheet.replaceSync(
  ':host { display: inline-block; padding: 0 0.5em; border: 1px solid; border-radius: 1em; font: inherit; }',
);

class TaskBadge extends HTMLElement {
  static observedAttributes = ['status'];

  connectedCallback() {
    if (this.shadowRoot === null) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
    this.setAttribute('role', 'status');
    this.#show();
  }

  attributeChangedCallback() {
    this.#show();
  }

  #show() {
    if (this.shadowRoot !== null) this.shadowRoot.textContent = badgeText(this.getAttribute('status'));
  }
}

customElements.define('task-badge', TaskBadge);
