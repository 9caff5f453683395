/** What Vite's plugins compile, and tsc cannot read: each is one component. */
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
