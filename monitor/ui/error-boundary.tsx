// Shows a way out when a component breaks, instead of a blank page.
import { Component, type ComponentChildren } from 'preact';
import { texts } from '../i18n/language.ts';

export class ErrorBoundary extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  override componentDidCatch() {
    this.setState({ broken: true });
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    const { title, text, reload } = texts.value.broken;
    return (
      <main class="notice-page" role="alert">
        <h1 class="notice-title">{title}</h1>
        <p class="notice-text">{text}</p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {reload}
        </button>
      </main>
    );
  }
}
