/** A button beside each app, which takes the app away: with the widget open, nothing of it may stay behind. */
export function onLeave(unmount: () => void): void {
  const button = document.createElement('button');
  button.textContent = 'Leave this page';
  button.addEventListener('click', () => {
    unmount();
    button.disabled = true;
  });
  document.querySelector('footer')?.append(button);
}
